import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core'

/** Where the choice is kept; public/scheme.js reads it before the first paint. */
export const SCHEME_KEY = 'belfry-scheme'

export const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark']

export function useScheme(): { scheme: MantineColorScheme; choose: (scheme: MantineColorScheme) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return { scheme: colorScheme, choose: setColorScheme }
}
