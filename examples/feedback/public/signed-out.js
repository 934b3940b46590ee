import { connect } from './connect.js'

// Nobody is signed in here: the bell rests until the person who turned it on is back.
const client = await connect(null)
const { status, code, endpoint } = await client.sync()

// Tells the person who had the bell on in this browser which notifications still arrive.
let words
if (code === 'another-person') words = 'quiet'
else if (status === 'unsynced' && endpoint) words = 'untold'
if (words) {
  const template = document.querySelector(`template[data-state="${words}"]`)
  document.querySelector('#signed-out').textContent = template.content.textContent
}
