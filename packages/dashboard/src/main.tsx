import '@mantine/core/styles.css'
import './look.css'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

// The server puts the nonce of this answer in; a script sees it only as a property.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
// react-remove-scroll, in Mantine's dialogs, writes a style of its own.
setNonce(nonce)

const app = document.querySelector('#app')
if (app === null) throw new Error('index.html has no #app')
createRoot(app).render(
  <StrictMode>
    <App nonce={nonce} />
  </StrictMode>,
)
