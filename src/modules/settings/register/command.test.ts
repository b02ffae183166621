// The register from a shell, and from a page.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { programme } from '../../../../seeds/cast.ts'
import { importSchoolsCommand } from './command.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const REAL = join(ROOT, 'tests/fixtures/gias/real-extract-5-rows.csv')
const LINKS = join(ROOT, 'tests/fixtures/gias/real-links.csv')

async function command(w: Held, ...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = []
  const err: string[] = []
  const code = await importSchoolsCommand(
    args,
    w.house.engine,
    { out: (line) => out.push(line), err: (line) => err.push(line) },
    w.house.clock(),
  )
  return { code, out, err }
}

rolledBack(
  'a command reads the register, makes the programme when asked, and says what became of each row',
  async (w) => {
    const unknown = await command(w, REAL, '--programme', 'newshire')
    assert.deepEqual(
      [unknown.code, unknown.err],
      [1, ['There is no programme with the address newshire. Give --create with its name to make it.']],
    )
    const made = await command(
      w,
      REAL,
      '--programme',
      'newshire',
      '--create',
      'Newshire Schools',
      '--la',
      '201',
      '--links',
      LINKS,
      '--json',
    )
    assert.equal(made.code, 0)
    assert.equal(made.out[0], 'Made the programme newshire.')
    assert.match(
      made.out.join('\n'),
      /Read 4 rows: 4 added, 0 updated, 0 closed, 0 as before, 0 not read\.\nLinks: 1 read, 0 not read\./,
    )
    assert.deepEqual(JSON.parse(made.out.at(-1)!), {
      read: 4,
      added: 4,
      updated: 0,
      unchanged: 0,
      closed: 0,
      rejected: [],
    })
    const again = await command(w, REAL, '--programme', 'newshire', '--create', 'Another name', '--la', '201')
    assert.equal(again.out[0], 'Read 4 rows: 0 added, 0 updated, 0 closed, 4 as before, 0 not read.')
  },
)

rolledBack('a command that cannot be done says so in a sentence and keeps nothing', async (w) => {
  const folder = mkdtempSync(join(tmpdir(), 'wholeschool-import-'))
  try {
    const other = join(folder, 'other.csv')
    writeFileSync(other, 'a,b\n1,2\n')
    const wrong: [string[], RegExp][] = [
      [[], /^Use: wholeschool import schools FILE/],
      [[REAL], /^Use: /],
      [[REAL, '--programme', 'Not A Slug'], /^Use small letters/],
      [[REAL, '--programme', 'wealdshire', '--la', 'Kent'], /^Give --la the three-figure code/],
      [[REAL, '--programme', 'wealdshire', '--colour', 'red'], /Unknown option '--colour'/],
      [[join(folder, 'none.csv'), '--programme', 'wealdshire'], /^There is no file /],
      [[folder, '--programme', 'wealdshire'], /is not a file\.$/],
      [
        [other, '--programme', 'elsewhere', '--create', 'Elsewhere'],
        /^The first line of this file has no column called URN/,
      ],
      [[REAL, '--programme', 'elsewhere', '--create', 'Elsewhere', '--links', other], /no column called URN, LinkURN/],
    ]
    for (const [args, sentence] of wrong) {
      const { code, err, out } = await command(w, ...args)
      assert.deepEqual([code, out], [1, []], args.join(' '))
      assert.match(err.join('\n'), sentence)
    }
    assert.equal(
      (await command(w, REAL, '--programme', 'elsewhere')).code,
      1,
      'the refused imports did not make the programme',
    )
    assert.match(
      (await command(w, REAL, '--programme', 'wealdshire')).out[0]!,
      /^Read 5 rows: 5 added/,
      'nor keep any row',
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

rolledBack('an officer brings in a file on a page and sees which rows could not be read', async (w) => {
  const priya = await w.as('priya')
  const path = `/programmes/${programme.id}/register`
  const bad = readFileSync(REAL, 'latin1').replace('100001,201', 'x,201')
  const done = await priya.upload(
    `${path}/import`,
    { name: 'edubase.csv', body: Buffer.from(bad, 'latin1') },
    { kind: 'schools', la: '' },
  )
  assert.equal(done.status, 303)
  const run = await priya.get(done.location!)
  assert.match(run.text, /4 of 5 rows were read/)
  assert.match(run.text, /URN “x” is not a number/)
  assert.match((await priya.get(path)).text, /edubase\.csv/)
  const links = await priya.upload(
    `${path}/import`,
    { name: 'links.csv', body: readFileSync(LINKS) },
    { kind: 'links', la: '' },
  )
  assert.equal(links.location, path)
})

rolledBack('a file that is not the register, no file and a wrong code are told at their place', async (w) => {
  const priya = await w.as('priya')
  const path = `/programmes/${programme.id}/register/import`
  const none = await priya.post(path, { kind: 'schools', la: '' })
  assert.equal(none.status, 422)
  assert.match(none.text, /Choose a file of the register/)
  const other = await priya.upload(path, { name: 'x.csv', body: 'a,b\n1,2\n' }, { kind: 'schools', la: '' })
  assert.equal(other.status, 422)
  assert.match(other.text, /The first line of this file has no column called URN/)
  assert.match(
    (await priya.upload(path, { name: 'x.csv', body: 'a,b\n' }, { kind: 'schools', la: 'Kent' })).text,
    /Enter the three-figure code of a local authority/,
  )
  const ruth = await w.as('ruth')
  assert.equal((await ruth.upload(path, { name: 'x.csv', body: 'a,b\n' }, { kind: 'schools', la: '' })).status, 404)
})
