/** Of this package. Written here as well as in package.json, which no bundler takes along; a test compares them. */
export const VERSION = '0.1.0'
