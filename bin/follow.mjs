// Loaded before anything else by handover.cjs: when the process that started us is killed without a word, stop as if
// asked to, instead of holding the port and the database for ever.
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref() // waiting for that is no reason to stay
}
