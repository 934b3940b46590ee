import { readdir } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { counter, gauge, reading, type MetricFamily } from './metric.ts'

export const PROCESS_METRICS = {
  memory: gauge('process_resident_memory_bytes', 'Resident memory.'),
  heap: gauge('nodejs_heap_size_used_bytes', 'Heap in use, of the thread that answers HTTP.'),
  lag: gauge(
    'nodejs_eventloop_lag_p99_seconds',
    'Delay of the event loop that answers HTTP: 99th percentile since the last scrape.',
  ),
  longestLag: gauge('nodejs_eventloop_lag_max_seconds', 'Delay of the event loop: longest since the last scrape.'),
  cpu: counter('process_cpu_seconds_total', 'CPU time of all threads.'),
  descriptors: gauge('process_open_fds', 'Open file descriptors. Linux only.'),
}

/** Reads the usage of the process. Dispose of it to stop watching the event loop. */
export interface ProcessMetrics extends Disposable {
  read(): Promise<MetricFamily[]>
}

export function createProcessMetrics(): ProcessMetrics {
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  return {
    async read() {
      const { rss, heapUsed } = process.memoryUsage()
      const { user, system } = process.cpuUsage()
      const descriptors = await readdir('/proc/self/fd').catch(() => undefined) // only Linux tells so
      const families = [
        reading(PROCESS_METRICS.memory, rss),
        reading(PROCESS_METRICS.heap, heapUsed),
        reading(PROCESS_METRICS.lag, loop.percentile(99) / 1e9),
        reading(PROCESS_METRICS.longestLag, loop.count === 0 ? 0 : loop.max / 1e9),
        reading(PROCESS_METRICS.cpu, (user + system) / 1e6),
      ]
      loop.reset()
      if (descriptors !== undefined) families.push(reading(PROCESS_METRICS.descriptors, descriptors.length))
      return families
    },
    [Symbol.dispose]: () => void loop.disable(),
  }
}
