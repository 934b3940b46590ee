/** The source of a start's options: fields that they declare are marked with it, and changed there only. */
export interface Sources {
  /** Of an option: `url`, `sites.shop`, `secrets.apiKey`. */
  readonly of: (option: string) => string
  /** True for a source that this start reads completely: fields that it no longer declares are free again. */
  readonly releases: (source: string) => boolean
}

/** Of an app that calls createBelfry. One that only accepts notifications need not know everything. */
export function sourcesOfCode({ work }: { work: boolean }): Sources {
  return { of: () => CODE, releases: (source) => work && source === CODE }
}

const CODE = 'createBelfry'
