@rem npm scripts begin with "exec", so that a signal sent to npm reaches the program and not a shell that
@rem swallows it. Windows has no such word and needs none: run the rest of the line.
@%*
