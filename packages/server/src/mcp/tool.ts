import type { BelfryClient } from '@belfry/client'
import type { z } from 'zod'

/** What a tool works with. */
export interface ToolContext {
  api: BelfryClient
  apiKeyId: string
  site: string
  confirmationKey: Uint8Array
  now: () => number
}

/** One tool of the endpoint for agents. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  name: string
  title: string
  description: string
  /** Offered to keys that have it. */
  scope: 'read' | 'send'
  input: Input
  /** Answers as JSON; throws a ToolRefusal. */
  run(input: z.output<Input>, context: ToolContext): Promise<object>
}

/** Keeps the type of the input between the schema and its use. */
export function tool<const Input extends z.ZodObject>(made: Tool<Input>): Tool {
  return made
}
