// The sink for machines without nginx: node bench/node-sink.ts <port>

import { createSecureServer } from 'node:http2'
import { localhostCertificate } from '#test/network/localhost-certificate'

const server = createSecureServer({ ...localhostCertificate, allowHTTP1: true }, (request, response) => {
  request.resume()
  response.writeHead(201).end()
})
// Both speak over few connections for the whole run.
server.setTimeout(0)
server.listen(Number(process.argv[2]), '127.0.0.1')
