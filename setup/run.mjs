// Every npm script of this repository starts here: `node setup/run.mjs <entry> [arguments]`.
// It runs before anything is installed and on whatever Node the reader has, so it is plain
// JavaScript, and this file keeps to syntax that very old versions still parse: they must get
// the sentence below, not a SyntaxError.

const major = Number(process.versions.node.split('.')[0])

if (major < 20) {
  console.error(
    'Belfry needs Node 20 or newer to set itself up; this is ' +
      process.version +
      '. Get a newer one from https://nodejs.org and run the same command again.',
  )
  process.exitCode = 1
} else {
  import('./bootstrap.mjs')
    .then(function (setup) {
      return setup.bootstrap(process.argv[2], process.argv.slice(3))
    })
    .then(
      function (code) {
        process.exitCode = code
      },
      function (error) {
        console.error(error.name === 'SetupError' ? error.message : error)
        process.exitCode = 1
      },
    )
}
