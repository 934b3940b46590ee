import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { localhostCertificate } from '#test/network/localhost-certificate'
import { freePort } from '#test/network/free-port'

/** A push service that only answers 201, over TLS, HTTP/2 and HTTP/1.1, in its own process. */
export interface Sink extends AsyncDisposable {
  name: 'nginx' | 'node'
  url: string
  pid: number
}

/** Starts nginx where it is installed, else a server of node:http2. */
export async function startSink(): Promise<Sink> {
  const folder = await mkdtemp(join(tmpdir(), 'belfry-sink-'))
  const port = await freePort()
  const nginx = await startNginx(folder, port)
  const child = nginx ?? startNode(port)
  const ended = once(child, 'exit')
  await until(port, child)
  return {
    name: nginx ? 'nginx' : 'node',
    url: `https://localhost:${port}`,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startNginx(folder: string, port: number): Promise<ChildProcess | undefined> {
  await writeFile(join(folder, 'cert.pem'), localhostCertificate.cert)
  await writeFile(join(folder, 'key.pem'), localhostCertificate.key)
  await writeFile(join(folder, 'nginx.conf'), configuration(folder, port))
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]
  for (const command of ['nginx', '/usr/sbin/nginx']) {
    const child = spawn(command, args, { stdio: 'ignore' })
    // once() rejects with the child's 'error': this command is not on the machine.
    const started = await once(child, 'spawn').then(
      () => true,
      () => false,
    )
    if (started) return child
  }
  return undefined
}

// One worker process, so that it takes one core at most. No limit on the requests of a connection: nginx closes one
// after 1000, which is not to be measured.
function configuration(folder: string, port: number): string {
  return `
    daemon off;
    worker_processes 1;
    pid ${folder}/nginx.pid;
    events { worker_connections 4096; }
    http {
      access_log off;
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      server {
        listen 127.0.0.1:${port} ssl http2;
        ssl_certificate cert.pem;
        ssl_certificate_key key.pem;
        ssl_protocols TLSv1.3;
        keepalive_requests 100000000;
        http2_max_concurrent_streams 1000;
        location / { return 201; }
      }
    }
  `
}

function startNode(port: number): ChildProcess {
  const script = fileURLToPath(new URL('./node-sink.ts', import.meta.url))
  return spawn(process.execPath, [script, String(port)], { stdio: 'inherit' })
}

async function until(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the sink ended with code ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (isOpen) return
    await delay(50)
  }
  throw new Error('the sink does not listen')
}
