// Bringing in the register: the real rows, the made-up county, and files that nobody meant to send.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileInPieces } from '../../../kernel/csv-reader.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { readLinks, readRegister, type LinksSummary, type NotTheRegister, type Summary } from './service.ts'
import { registerByUrns, searchRegister } from './store.ts'
import { searchFrom } from './searching.ts'
import { programme as wealdshire } from '../../../../seeds/cast.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const REAL = join(ROOT, 'tests/fixtures/gias/real-extract-5-rows.csv')
const LINKS = join(ROOT, 'tests/fixtures/gias/real-links.csv')
const COUNTY = join(ROOT, 'seeds/register/wealdshire.csv')

type Given = { path: string } | { bytes: Buffer | string }
const streamOf = (given: Given) =>
  'path' in given
    ? fileInPieces(given.path)
    : Readable.from([typeof given.bytes === 'string' ? Buffer.from(given.bytes) : given.bytes])

function tryRegister(w: Held, given: Given, la?: string): Promise<Summary | NotTheRegister> {
  return w.inCtx(undefined, {}, (ctx) => readRegister(ctx.tx, streamOf(given), { at: ctx.now, la }), 'clerk')
}

async function register(w: Held, given: Given, la?: string): Promise<Summary> {
  const summary = await tryRegister(w, given, la)
  assert.ok(!('notTheRegister' in summary), JSON.stringify(summary))
  const { read, added, updated, unchanged, closed, rejected } = summary
  assert.equal(read, added + updated + unchanged + closed + rejected.length, 'read is the sum of the rest')
  return summary
}

async function refusal(w: Held, bytes: Buffer | string): Promise<string> {
  const summary = await tryRegister(w, { bytes })
  assert.ok('notTheRegister' in summary)
  return summary.notTheRegister
}

const counts = ({ read, added, updated, unchanged, closed, rejected }: Summary): number[] => [
  read,
  added,
  updated,
  unchanged,
  closed,
  rejected.length,
]
const rowOf = async (w: Held, urn: number) =>
  (await w.inCtx(undefined, {}, (ctx) => ctx.tx.many(registerByUrns, { urns: [urn] }), 'clerk'))[0]

const HEADER = [
  'URN',
  'LA (code)',
  'LA (name)',
  'EstablishmentName',
  'TypeOfEstablishment (code)',
  'EstablishmentStatus (code)',
  'PhaseOfEducation (code)',
  'CloseDate',
]
const line = (
  urn: number | string,
  more: { la?: string; name?: string; status?: string; closed?: string } = {},
): string =>
  [
    urn,
    more.la ?? '899',
    'Wealdshire',
    more.name ?? `School ${urn}`,
    '1',
    more.status ?? '1',
    '2',
    more.closed ?? '',
  ].join(',')
const fileOf = (...rows: string[]): Given => ({ bytes: [HEADER.join(','), ...rows].join('\r\n') + '\r\n' })

rolledBack(
  'the five real rows are read, closed ones count as added, and the second time nothing changes',
  async (w) => {
    assert.deepEqual(counts(await register(w, { path: REAL })), [5, 5, 0, 0, 0, 0])
    assert.deepEqual(counts(await register(w, { path: REAL })), [5, 0, 0, 5, 0, 0])
    const aldgate = await rowOf(w, 100000)
    assert.equal(aldgate?.name, 'The Aldgate School')
    assert.deepEqual(
      [aldgate?.status_code, aldgate?.low_age, aldgate?.high_age, aldgate?.postcode],
      ['2', 3, 11, 'EC3A 5DE'],
    )
  },
)

rolledBack('only the chosen local authority is read', async (w) => {
  assert.deepEqual(counts(await register(w, { path: REAL }, '202')), [1, 1, 0, 0, 0, 0])
  assert.deepEqual(counts(await register(w, { path: REAL }, '999')), [0, 0, 0, 0, 0, 0])
})

rolledBack('the made-up county has 688 schools, with their names as they are written', async (w) => {
  assert.deepEqual(counts(await register(w, { path: COUNTY })), [688, 688, 0, 0, 0, 0])
  assert.deepEqual(counts(await register(w, { path: COUNTY }, '899')), [688, 0, 0, 688, 0, 0])
  const bytes = readFileSync(COUNTY)
  const accented = bytes
    .toString('latin1')
    .split('\r\n')
    .find((row) => /[\u00c0-\u00ff]/.test(row.split(',')[4] ?? ''))!
  const [urn, , , , name] = accented.split(',')
  assert.equal((await rowOf(w, Number(urn)))?.name, name)
})

rolledBack('the same rows in moved columns change nothing', async (w) => {
  const rows = [HEADER, ...[101, 102, 103].map((urn) => line(urn).split(','))]
  await register(w, { bytes: rows.map((cells) => cells.join(',')).join('\n') })
  const moved = rows.map((cells) => cells.toReversed().join(','))
  assert.deepEqual(counts(await register(w, { bytes: moved.join('\n') })), [3, 0, 0, 3, 0, 0])
})

rolledBack('a school closes once, changes count as updates, and a missing row closes nothing', async (w) => {
  await register(w, fileOf(line(201), line(202), line(203)))
  const closing = await register(
    w,
    fileOf(line(201, { status: '2', closed: '31-08-2026' }), line(202, { name: 'New name' })),
  )
  assert.deepEqual(counts(closing), [2, 0, 1, 0, 1, 0])
  assert.equal((await rowOf(w, 201))?.closed_on, '2026-08-31')
  assert.equal((await rowOf(w, 203))?.status_code, '1', 'a row that is missing from a file stays as it was')
  const after = await register(w, fileOf(line(201, { status: '2', closed: '30-08-2026' })))
  assert.deepEqual(counts(after), [1, 0, 1, 0, 0, 0], 'closed before: only updated now')
  assert.deepEqual(counts(await register(w, fileOf(line(201)))), [1, 0, 1, 0, 0, 0], 'it may open again')
})

rolledBack('of two rows with one URN the first wins and the later is named', async (w) => {
  const summary = await register(w, fileOf(line(301, { name: 'First' }), line(302), line(301, { name: 'Second' })))
  assert.deepEqual(counts(summary), [3, 2, 0, 0, 0, 1])
  assert.deepEqual(summary.rejected, [{ line: 4, urn: '301', reason: 'The same URN stands further up in this file' }])
  assert.equal((await rowOf(w, 301))?.name, 'First')
})

rolledBack('a bad row is named by its line, after cells that run over lines too, and the rest is kept', async (w) => {
  const bytes = [
    HEADER.join(','),
    line(401, { name: '"A school\nwith two lines, and a comma"' }),
    line('x402'),
    `${line(403)},one too many`,
    '404,899',
    line(405, { closed: '31-02-2020' }),
    line(406, { name: '"never closed' }),
    line(407),
  ].join('\r\n')
  const summary = await register(w, { bytes })
  assert.deepEqual(counts(summary), [7, 2, 0, 0, 0, 5])
  assert.deepEqual(
    summary.rejected.map(({ line: at, urn }) => [at, urn]),
    [
      [4, 'x402'],
      [5, '403'],
      [6, '404'],
      [7, '405'],
      [8, '406'],
    ],
  )
  assert.equal(summary.rejected[1]?.reason, 'The row has 9 columns and the first line has 8')
  assert.equal((await rowOf(w, 401))?.name, 'A school\nwith two lines, and a comma')
})

rolledBack('with a local authority chosen, a broken row of another one is not counted', async (w) => {
  const summary = await register(w, fileOf(line(501), `${line(502, { la: '888' })},extra`, `${line(503)},extra`), '899')
  assert.deepEqual(counts(summary), [2, 1, 0, 0, 0, 1])
  assert.equal(summary.rejected[0]?.urn, '503')
})

rolledBack('formulas, scripts and characters that no keyboard makes are kept as plain words', async (w) => {
  const name = '=HYPERLINK("http://x") <script>alert(1)</script>'
  await register(
    w,
    fileOf(
      line(601, { name: `"${name.replaceAll('"', '""')}"` }),
      line(602, { name: 'Nul\u0000 school\u001f' }),
      line(603, { name: "Robert'); drop table settings.register;--" }),
    ),
  )
  assert.equal((await rowOf(w, 601))?.name, name)
  assert.equal((await rowOf(w, 602))?.name, 'Nul school')
  assert.equal((await rowOf(w, 603))?.name, "Robert'); drop table settings.register;--")
})

rolledBack('a cell of ten million characters is refused and the rows round it are kept', async (w) => {
  const bytes = Buffer.concat([
    Buffer.from(`${HEADER.join(',')}\n${line(701)}\n`),
    Buffer.from(line(702, { name: 'x'.repeat(10_000_000) })),
    Buffer.from(`\n${line(703)}\n`),
  ])
  const summary = await register(w, { bytes })
  assert.deepEqual(counts(summary), [3, 2, 0, 0, 0, 1])
  assert.deepEqual([summary.rejected[0]?.line, summary.rejected[0]?.urn], [3, '702'])
})

rolledBack('several thousand rows are counted like a few', async (w) => {
  const urns = Array.from({ length: 4500 }, (_, i) => 800_000 + i)
  assert.deepEqual(counts(await register(w, fileOf(...urns.map((urn) => line(urn))))), [4500, 4500, 0, 0, 0, 0])
  const changed = urns.map((urn) => line(urn, urn % 2 === 0 ? {} : { name: 'Changed' }))
  assert.deepEqual(counts(await register(w, fileOf(...changed))), [4500, 0, 2250, 2250, 0, 0])
})

rolledBack('what is not the register is refused with a sentence', async (w) => {
  assert.match(await refusal(w, ''), /^This file is empty\./)
  assert.match(await refusal(w, 'name,email\nA,b\n'), /no column called URN, LA \(code\)/)
  assert.match(
    await refusal(w, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 8])),
    /^The first line of this file has no column called URN/,
  )
  assert.match(
    await refusal(w, Buffer.alloc(300_000, 7)),
    /^(This file could not be read|The first line of this file|This file is empty)/,
  )
  assert.match(await refusal(w, `"${HEADER.join(',')}`), /^This file could not be read\./)
  const { missing } = { missing: await refusal(w, `${HEADER.filter((name) => name !== 'URN').join(',')}\n1,2\n`) }
  assert.equal(
    missing,
    'The first line of this file has no column called URN. Choose a CSV file of the register of schools as it was downloaded',
  )
})

rolledBack('a school that closed shows which one followed it', async (w) => {
  await register(w, { path: REAL })
  const links = (given: Given): Promise<LinksSummary | NotTheRegister> =>
    w.inCtx(undefined, {}, (ctx) => readLinks(ctx.tx, streamOf(given)), 'clerk')
  assert.deepEqual(await links({ path: LINKS }), { kept: 1, skipped: 0 })
  assert.deepEqual(
    await links({
      bytes:
        'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\nx,1,A,Successor,\n100000,100003,B,Predecessor,01-01-2020\n',
    }),
    { kept: 1, skipped: 1 },
  )
  assert.ok('notTheRegister' in (await links({ bytes: 'a,b\n' })))
  const search = {
    ...searchFrom({ q: 'aldgate', district: '', open: false }),
    programme: wealdshire.id,
    most: 5,
    skip: 0,
  }
  const [found] = await w.inCtx('priya', { programme: wealdshire.id }, (ctx) => ctx.tx.many(searchRegister, search))
  assert.deepEqual(
    [found?.successor_urn, found?.successor_name, found?.enrolled],
    [100004, 'Sherborne Nursery School', false],
  )
})

rolledBack('schools are found by parts of their name, by URN, by postcode and by district', async (w) => {
  await register(w, { path: REAL })
  const find = async (q: string, open = false): Promise<number[]> => {
    const search = { ...searchFrom({ q, district: '', open }), programme: wealdshire.id, most: 50, skip: 0 }
    const rows = await w.inCtx('priya', { programme: wealdshire.id }, (ctx) => ctx.tx.many(searchRegister, search))
    return rows.map((row) => row.urn).filter((urn) => urn < 100010)
  }
  assert.deepEqual(await find('city lond girl'), [100001])
  assert.deepEqual(await find('St Paul’s'), [100002])
  assert.deepEqual(await find('100003'), [100003])
  assert.deepEqual(await find('ec2y 8'), [100001])
  assert.deepEqual(await find('ec2y 8', true), [], 'it has closed')
  assert.deepEqual(await find("'; drop & | ! :*"), [])
})

test('a file that has gone before it is read fails its own import, and not the process', async () => {
  const lost: unknown[] = []
  const note = (error: unknown): number => lost.push(error)
  process.on('uncaughtException', note)
  const source = fileInPieces(join(ROOT, 'no-such-register.csv'))
  await setTimeout(50)
  process.off('uncaughtException', note)
  assert.deepEqual(lost, [])
  await assert.rejects(source.next(), { code: 'ENOENT' })
})
