import { z } from 'zod'

/** A visitor's message, cleaned and within its limits. */
export const feedbackSchema = z.object({
  name: field('name', 80, oneLine),
  email: field('email', 254, oneLine).regex(z.regexes.html5Email, { error: 'email-invalid' }),
  message: field('message', 5000, manyLines),
})

export type Feedback = z.infer<typeof feedbackSchema>

/** The problems of a form: for each field the key of a text in the catalogue. */
export type FeedbackProblems = Partial<Record<keyof Feedback, string>>

/**
 * Reads a submitted form. `values` is the typed text, to be shown again beside the problems.
 *
 * @example
 * const read = readFeedback({ name: 'Ada', email: 'ada@example.org', message: 'Hello' })
 * if (read.ok) read.feedback.name // 'Ada'
 */
export function readFeedback(
  form: Partial<Record<string, string>>,
): { ok: true; feedback: Feedback } | { ok: false; values: Feedback; problems: FeedbackProblems } {
  const { name = '', email = '', message = '' } = form
  const values = { name, email, message }
  const parsed = feedbackSchema.safeParse(values)
  if (parsed.success) return { ok: true, feedback: parsed.data }
  const problems: FeedbackProblems = {}
  for (const issue of parsed.error.issues) {
    problems[issue.path[0] as keyof Feedback] ??= issue.message
  }
  return { ok: false, values, problems }
}

function field(name: string, limit: number, clean: (value: string) => string) {
  return z
    .string()
    .overwrite((value) => clean(value).trim())
    .min(1, { error: `${name}-missing`, abort: true })
    .max(limit, { error: `${name}-too-long`, abort: true })
}

// Browsers send line ends as CR LF, which would count double against the limit.
function manyLines(value: string): string {
  return value.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
}

function oneLine(value: string): string {
  return value.replace(/\p{Cc}+/gu, ' ')
}
