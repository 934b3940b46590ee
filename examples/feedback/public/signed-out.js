import { connect } from './connect.js'

// Nobody is signed in in this browser: its subscription, if it has one, no longer is the owner's.
const client = await connect(null)
await client.sync()
