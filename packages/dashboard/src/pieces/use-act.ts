import {
  notifyManager,
  type QueryKey,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useSay } from './said.tsx'

export interface Act<Input, Output> {
  act: (input: Input) => Promise<Output>
  /** What is said when it is done, and the screen shows it. */
  done: string | ((output: Output, input: Input) => string)
  /** What is read again afterwards. */
  invalidates?: readonly QueryKey[]
  onDone?: (output: Output) => void
}

/** Something that changes what Belfry knows; its failure is in `error`, for a `Failure` beside the button. */
export function useAct<Output, Input = void>(options: Act<Input, Output>): UseMutationResult<Output, Error, Input> {
  const { act, done, invalidates = [], onDone } = options
  const queries = useQueryClient()
  const say = useSay()
  return useMutation({
    mutationFn: act,
    async onSuccess(output, input) {
      await Promise.all(invalidates.map((queryKey) => queries.invalidateQueries({ queryKey })))
      // Screens are told of what was read in a task of its own. A dialog closes after it: a row's button that is gone
      // by then does not get the keyboard back.
      await new Promise<void>((resolve) => notifyManager.schedule(resolve))
      // At once: who reads that it is done goes on, and keys that a dialog still got would be lost.
      onDone?.(output)
      say(typeof done === 'string' ? done : done(output, input))
    },
  })
}
