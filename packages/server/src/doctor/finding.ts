/** One finding of the doctor. */
export interface Finding {
  level: 'ok' | 'warning' | 'problem'
  text: string
}

export function ok(text: string): Finding {
  return { level: 'ok', text }
}

/** It works, and could be better. */
export function warning(text: string): Finding {
  return { level: 'warning', text }
}

/** It does not work. */
export function problem(text: string): Finding {
  return { level: 'problem', text }
}
