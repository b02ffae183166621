// Operations as commands. Each is a function of its arguments and a way to print; the list is the documentation.
import { ConfigMistake, readConfig } from './kernel/config.ts'
import { openConfigured, serve } from './serve.ts'

async function start(): Promise<number> {
  const config = readConfig()
  const engine = await openConfigured(config, (why) => {
    console.error(`The database stopped: ${why}`)
    process.exit(3)
  })
  const running = await serve(config, engine)
  console.log(`Wholeschool is open at ${running.address}`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  await running.stop()
  return 0
}

try {
  process.exitCode = await start()
} catch (error) {
  if (!(error instanceof ConfigMistake)) throw error
  console.error(error.message)
  process.exitCode = 1
}
