// The rehearsal: what is backed up from either engine comes back in either, exactly; what is wrong is refused with a
// sentence and changes nothing; and what a setting takes away is its own, all of it.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { alderbourne, cast, larchmead } from '../seeds/cast.ts'
import { buildCounty } from '../seeds/county.ts'
import { allMigrations, prepareDatabase } from '../src/app.ts'
import { nowhere, transaction } from '../src/kernel/db.ts'
import { openEngine, type Engine } from '../src/kernel/engine.ts'
import { startQueue } from '../src/kernel/jobs.ts'
import { openLetter, sealLetter } from '../src/kernel/mail.ts'
import { makeSecrets } from '../src/kernel/secrets.ts'
import { addLetter } from '../src/kernel/store.ts'
import { schemas, writeBackup } from '../src/operations/backup.ts'
import { writeExport } from '../src/operations/export.ts'
import { Refusal } from '../src/operations/format.ts'
import { readBackup } from '../src/operations/restore.ts'
import { makeServerDatabase } from './postgres.ts'
import { NOW } from './world.ts'

type Kind = 'embedded' | 'server'

const folder = mkdtempSync(join(tmpdir(), 'operations-'))
const key = Buffer.alloc(32, 7)
const secrets = makeSecrets(key)
const superuser = process.env.WHOLESCHOOL_TEST_SERVER
const kinds: readonly Kind[] = superuser ? ['embedded', 'server'] : ['embedded']
const opened: Engine[] = []
const sources = new Map<
  Kind,
  { engine: Engine; file: string; tables: Awaited<ReturnType<typeof writeBackup>>['tables'] }
>()

async function emptyEngine(kind: Kind): Promise<Engine> {
  const urls = kind === 'server' ? await makeServerDatabase(superuser!) : {}
  const onFatal = (why: string): void => assert.fail(why)
  const engine = await openEngine({ ...urls, dataDir: folder, memory: kind === 'embedded', onFatal })
  opened.push(engine)
  return engine
}

const LETTER = { to: 'ruth.adeyemi@wealdshire.example', subject: 'Welcome', words: 'Hello Ruth', setting: null }
const WAITING = '5f0f8c9e-0000-4000-8000-00000000000a'

/** Values that are easily bent on the way: odd letters, exact numbers, microseconds, nulls inside documents. */
async function addHardValues(engine: Engine): Promise<void> {
  await transaction(engine, { reach: { ...nowhere, settings: [larchmead.setting] } }, async ({ client }) => {
    await client.query(`update toolkit.indicators set baseline = 1.50, target = 0.000000000123 where setting_id = $1`, [
      larchmead.setting,
    ])
    await client.query(
      `update toolkit.evidence set words = $2, added_at = '2026-03-01 12:00:00.123456+01' where setting_id = $1`,
      [larchmead.setting, 'Zoë said “\u2028new line”\tand\\back\n\u{1F600} \'"\u0001 end'],
    )
    await client.query(
      `update toolkit.board_rows set blockers = '[null, 1.0, {"a": null, "b": 12345678901234567890}]' where setting_id = $1`,
      [larchmead.setting],
    )
    await client.query(`update settings.settings set closed_on = 'infinity' where setting_id = $1`, [larchmead.setting])
  })
  const queue = await startQueue(engine, [], (error) => assert.fail(String(error)))
  await transaction(engine, {}, async (tx) => {
    await tx.run(addLetter, { id: WAITING, setting: null, at: NOW, sealed: sealLetter(secrets, LETTER) })
    await queue.enqueue(tx, 'letters', { letter: WAITING })
    await queue.enqueue(tx, 'facts', { fact: WAITING, module: 'toolkit' })
  })
  await queue.stop()
}

before(async () => {
  for (const kind of kinds) {
    const engine = await emptyEngine(kind)
    await prepareDatabase(engine)
    await buildCounty(engine, { secrets, now: NOW })
    await addHardValues(engine)
    const file = join(folder, `${kind}.backup`)
    const { tables } = await writeBackup(engine, file, NOW)
    sources.set(kind, { engine, file, tables })
  }
})
after(async () => {
  for (const engine of opened) await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const sourceOf = (kind: Kind) => sources.get(kind)!
const linesIn = (file: string): string[] => gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean)

for (const from of kinds)
  for (const to of kinds)
    test(`an operator who backs up the ${from} engine gets every row back in an empty ${to} one`, async () => {
      const { file, tables } = sourceOf(from)
      const target = await emptyEngine(to)
      const restored = await readBackup(target, file)
      assert.deepEqual(restored.tables, tables)
      const again = await writeBackup(target, join(folder, `${from}-${to}.backup`), NOW)
      assert.deepEqual(again.tables, tables, 'a backup of what came back is the same again')
      assert.equal(again.work, 2, 'the letter and the fact still wait, once each')
      const open = await target.ownerPool.query(
        `select relname from pg_class c join pg_namespace n on n.oid = relnamespace
          where nspname = any ($1::text[]) and relkind = 'r' and not relforcerowsecurity and nspname || '.' || relname <> 'kernel.migrations'`,
        [schemas],
      )
      assert.deepEqual(open.rows, [], 'the policies are forced again')
      const sealed = await transaction(
        target,
        { role: 'clerk' },
        async ({ client }) =>
          (await client.query<{ sealed: Buffer }>('select sealed from kernel.letters where id = $1', [WAITING]))
            .rows[0]!.sealed,
      )
      assert.deepEqual(openLetter(secrets, sealed), LETTER, 'the same key opens what was sealed')
    })

test('a backup holds every table there is, and neither the key nor the words of a letter', async () => {
  const { engine, file, tables } = sourceOf('embedded')
  const { rows } = await engine.ownerPool.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname = any ($1::text[]) and schemaname || '.' || tablename <> 'kernel.migrations' order by 1`,
    [schemas],
  )
  assert.deepEqual(Object.keys(tables).toSorted(), rows.map((row) => row.name).toSorted())
  const text = linesIn(file).join('\n')
  for (const secret of [key.toString('hex'), key.toString('base64'), 'Hello Ruth']) assert.ok(!text.includes(secret))
  assert.equal(statSync(file).mode & 0o777, 0o600, 'only its owner may read it')
})

test('a database with people in it is never written over', async () => {
  const { engine, file, tables } = sourceOf('embedded')
  await assert.rejects(
    readBackup(engine, file),
    (error) => error instanceof Refusal && /only into an empty database/.test(error.message),
  )
  assert.deepEqual((await writeBackup(engine, join(folder, 'after.backup'), NOW)).tables, tables)
})

/** Each is refused with its sentence, and the database stays empty. */
const DAMAGE: readonly { what: string; make(file: string): Buffer; says: RegExp }[] = [
  { what: 'cut short on the way', make: (file) => readFileSync(file).subarray(0, 20_000), says: /cut short|damaged/ },
  {
    what: 'without its last line',
    make: (file) => gzipSync(`${linesIn(file).slice(0, -1).join('\n')}\n`),
    says: /cut short/,
  },
  {
    what: 'with a row missing',
    make: (file) =>
      gzipSync(
        linesIn(file)
          .filter((line) => !line.includes(cast.joan.email))
          .join('\n'),
      ),
    says: /damaged: people\.people|violates/,
  },
  {
    what: 'with a word changed',
    make: (file) => gzipSync(linesIn(file).join('\n').replace('"Joan Whitlock"', '"Joan Whitlook"')),
    says: /damaged: /,
  },
  { what: 'that is no backup', make: () => Buffer.from('hello'), says: /not a backup of Wholeschool/ },
  { what: 'of another format', make: () => gzipSync('{"format":"tar"}\n'), says: /not a backup of Wholeschool/ },
  {
    what: 'from a newer version',
    make: (file) =>
      gzipSync(
        linesIn(file)
          .join('\n')
          .replace('"migrations":[', '"migrations":[{"module":"awards","name":"0001-awards.sql","digest":"x"},'),
      ),
    says: /newer version of Wholeschool/,
  },
]

test('a file that is damaged, cut short or foreign is refused with a sentence, and nothing of it is kept', async () => {
  const target = await emptyEngine('embedded')
  await prepareDatabase(target)
  const { file } = sourceOf('embedded')
  for (const { what, make, says } of DAMAGE) {
    const path = join(folder, 'damaged.backup')
    writeFileSync(path, make(file))
    await assert.rejects(
      readBackup(target, path),
      (error: Error) => (assert.match(error.message, says, what), true),
      what,
    )
    const { rows } = await target.ownerPool.query(
      'select (select count(*) from people.people) + (select count(*) from settings.settings) as n',
    )
    assert.deepEqual(rows, [{ n: 0 }], what)
  }
  await assert.rejects(readBackup(target, join(folder, 'nothing.backup')), /There is no file/)
})

/** The same backup as an installation would have made it before there was a Toolkit. */
function beforeTheToolkit(file: string): string {
  let inToolkit = false
  const kept = linesIn(file).flatMap((line) => {
    if (line.startsWith('[')) return inToolkit ? [] : [line]
    const read = JSON.parse(line) as {
      table?: string
      migrations?: { module: string }[]
      end?: Record<string, unknown>
    }
    inToolkit = read.table?.startsWith('toolkit.') === true
    if (inToolkit) return []
    if (read.migrations)
      return [JSON.stringify({ ...read, migrations: read.migrations.filter((one) => one.module !== 'toolkit') })]
    if (read.end)
      return [
        JSON.stringify({
          end: Object.fromEntries(Object.entries(read.end).filter(([name]) => !name.startsWith('toolkit.'))),
        }),
      ]
    return [line]
  })
  return `${kept.join('\n')}\n`
}

test('a backup of an older version comes back, and is then brought up to date', async () => {
  const path = join(folder, 'older.backup')
  writeFileSync(path, gzipSync(beforeTheToolkit(sourceOf('embedded').file)))
  const target = await emptyEngine('embedded')
  const { tables } = await readBackup(target, path)
  assert.ok(tables['people.people']!.rows > 10)
  assert.equal(tables['toolkit.cycles'], undefined)
  const { rows } = await target.ownerPool.query(
    'select (select count(*) from kernel.migrations) as ran, (select count(*) from toolkit.cycles) as cycles',
  )
  assert.deepEqual(rows, [{ ran: allMigrations().length, cycles: 0 }])
  const newer = await emptyEngine('embedded')
  await prepareDatabase(newer)
  await assert.rejects(readBackup(newer, path), /This database is newer than the backup/)
})

test('a backup never replaces a file, and leaves no half of one where it cannot write', async () => {
  const { engine, file } = sourceOf('embedded')
  await assert.rejects(writeBackup(engine, file, NOW), /is there already/)
  await assert.rejects(writeBackup(engine, join(folder, 'no-such-folder', 'x'), NOW), /is not there/)
  assert.ok(!readdirSync(folder).some((name) => name.endsWith('.part')))
})

test('a school that leaves takes all of its own rows with it, and nobody else’s', async () => {
  for (const kind of kinds) {
    const { engine } = sourceOf(kind)
    const away = join(folder, `away-${kind}`)
    const { name, rows } = await writeExport(engine, { setting: larchmead.setting }, away, NOW)
    assert.equal(name, larchmead.name)
    for (const table of [
      'settings.settings',
      'settings.agreements',
      'toolkit.agreed_ratings',
      'toolkit.actions',
      'toolkit.records',
      'kernel.audit_lines',
    ])
      assert.ok((rows[table] ?? 0) > 0, table)
    for (const [table, count] of Object.entries(rows)) {
      const lines = readFileSync(join(away, `${table}.ndjson`), 'utf8')
        .split('\n')
        .filter(Boolean)
      assert.equal(lines.length, count)
      for (const line of lines) assert.equal((JSON.parse(line) as { setting_id: string }).setting_id, larchmead.setting)
    }
    const everything = readdirSync(away)
      .map((one) => readFileSync(join(away, one), 'utf8'))
      .join('\n')
    assert.ok(!everything.includes(alderbourne.setting))
    const readme = readFileSync(join(away, 'README.md'), 'utf8')
    assert.match(readme, /toolkit\.actions\.ndjson/)
    assert.ok(!('toolkit.ratings' in rows), 'what members chose on their own was promised to nobody but their team')
    assert.match(readme, /Left out: `toolkit\.ratings`/)
    await assert.rejects(writeExport(engine, { urn: 700902 }, away, NOW), /Choose an empty folder/)
  }
  await assert.rejects(
    writeExport(sourceOf('embedded').engine, { urn: 1 }, join(folder, 'nobody'), NOW),
    /No setting here has the URN 1/,
  )
  assert.ok(!readdirSync(folder).includes('nobody'), 'nothing is made for a setting that is not there')
})
