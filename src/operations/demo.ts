// `wholeschool demo`: fills an empty database with the made-up county, and marks it a demonstration for ever.
import { ConfigMistake, type Config } from '../kernel/config.ts'
import type { Engine } from '../kernel/engine.ts'
import { onDatabase, readArgs } from './command.ts'

const usage = 'demo'

export async function makeDemo(config: Config, engine: Engine, now: Date): Promise<void> {
  if (config.production)
    throw new ConfigMistake(
      'A demonstration is not made with NODE_ENV=production. Take it away, or leave the database as it is.',
    )
  const { buildCounty } = await import('../../seeds/county.ts')
  const { makeSecrets } = await import('../kernel/secrets.ts')
  await buildCounty(engine, { secrets: makeSecrets(config.secretKey), now, full: true })
}

export const demoCommand = onDatabase({
  usage,
  words: 'Fill an empty database with a made-up county, and mark it a demonstration for ever.',
  schema: 'prepares',
  besideServer: 'Stop the server first: a demonstration is made in a database that nobody uses.',
  read: (args) => [...readArgs(usage, args, {}, { least: 0, most: 0 }).positionals],
  async work(_args, { config, engine, print }) {
    await makeDemo(config, engine, new Date())
    print.out('The county of Wealdshire is ready. This database is a demonstration from now on.')
    return 0
  },
})
