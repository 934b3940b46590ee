// Before the first paint, so that nothing flashes: light or dark, by the person's choice or the system's.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('belfry-scheme')
  } catch {
    // Storage is off: the system's it is.
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : system
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme)
})()
