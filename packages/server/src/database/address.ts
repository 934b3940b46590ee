/** True for an address of PostgreSQL; any other is a SQLite file. */
export function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address)
}

/** A database's address for a log or a page: without the password. */
export function describeAddress(address: string): string {
  const url = isPostgres(address) ? URL.parse(address) : null
  if (url === null) return address
  const name = url.pathname === '/' ? '' : url.pathname
  return `postgres://${url.username === '' ? '' : `${url.username}@`}${url.host}${name}`
}
