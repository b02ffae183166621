// `wholeschool demo`: fills an empty database with the made-up county, and marks it a demonstration for ever.
import { ConfigMistake, type Config } from '../kernel/config.ts'
import type { Engine } from '../kernel/engine.ts'
import { onDatabase, readArgs } from './command.ts'

const usage = 'demo'

export type Fill = (engine: Engine) => Promise<void>

/** The county's rows, made before there is a database to put them in; what is answered puts them there. */
export async function prepareDemo(config: Config, now: Date): Promise<Fill> {
  if (config.production)
    throw new ConfigMistake(
      'A demonstration is not made with NODE_ENV=production. Take it away, or leave the database as it is.',
    )
  const { buildCounty, countyRows } = await import('../../seeds/county.ts')
  const { makeSecrets } = await import('../kernel/secrets.ts')
  const rows = countyRows(now, true)
  return (engine) => buildCounty(engine, { secrets: makeSecrets(config.secretKey), now, full: true, rows })
}

export const demoCommand = onDatabase({
  usage,
  words: 'Fill an empty database with a made-up county, and mark it a demonstration for ever.',
  schema: 'prepares',
  besideServer: 'Stop the server first: a demonstration is made in a database that nobody uses.',
  read: (args) => [...readArgs(usage, args, {}, { least: 0, most: 0 }).positionals],
  async work(_args, { config, engine, print }) {
    const fill = await prepareDemo(config, new Date())
    await fill(engine)
    print.out('The county of Wealdshire is ready. This database is a demonstration from now on.')
    return 0
  },
})
