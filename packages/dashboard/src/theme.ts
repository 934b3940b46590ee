import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core'

// The bell's amber, as in the example site: light enough for dark text on it, dark enough from 7 on for text on white.
const amber: MantineColorsTuple = [
  '#fdf5e6',
  '#f9e8ca',
  '#f3d196',
  '#ecbb68',
  '#e4a742',
  '#d08c24',
  '#b4691f',
  '#96540f',
  '#7a430b',
  '#5e3307',
]

// Mantine's own greys at night, in the tint of look.css.
const slate: MantineColorsTuple = [
  '#ebe8e1',
  '#cfcdc8',
  '#a9acb5',
  '#767b87',
  '#434955',
  '#30343d',
  '#22262e',
  '#1c1f26',
  '#15171c',
  '#0f1115',
]

/** Mantine in Belfry's clothes: system fonts, one accent, small corners. */
export const theme: MantineThemeOverride = createTheme({
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif', fontWeight: '650' },
  colors: { amber, dark: slate },
  primaryColor: 'amber',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  // Mantine looks at the shade of the light scheme for both: white on amber in the dark.
  variantColorResolver(input) {
    const colours = defaultVariantColorsResolver(input)
    // What cannot be taken back, readable in both schemes.
    if (input.variant === 'filled' && input.color === 'red') {
      return { ...colours, background: 'var(--bad)', hover: 'var(--bad)', color: 'var(--card)' }
    }
    const isAccent = input.variant === 'filled' && (input.color === undefined || input.color === 'amber')
    return isAccent ? { ...colours, color: 'var(--mantine-primary-color-contrast)' } : colours
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
})

const ours = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-hover': 'var(--raised)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-color-placeholder': 'var(--soft)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--brass)',
}

/** Mantine's colours are those of look.css, in both schemes. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })
