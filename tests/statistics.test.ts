// The statistics core as an evaluator meets it: the interface is answered whole, every op is explained in plain words
// with a worked example that is true, and the command answers as the interface says.
import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { answerCalls } from '../src/operations/stats-command.ts'
import { call } from '../src/stats/call.ts'
import { ops } from '../src/stats/ops.ts'
import { differences } from '../src/stats/reference/cases.ts'
import { files, read } from './sources.ts'

const names = ops.map(({ name }) => name)

test('every op of the interface answers, and no two have one name', () => {
  const table = read('docs/stats-interface.md').split('## Input and options by op')[0]!
  const asked = [...table.matchAll(/^\| (\w+)(?: \{[^|]*\})? \|/gm)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'op')
  assert.ok(asked.length > 50, `${asked.length} ops were read from the table`)
  assert.deepEqual(
    asked.filter((name) => !names.includes(name)),
    [],
  )
  assert.equal(new Set(names).size, names.length)
})

type Section = { readonly name: string; readonly page: string; readonly words: string; readonly blocks: string[] }

const sections: readonly Section[] = files('docs/statistics/*.md').flatMap((page) =>
  read(page)
    .split(/^## /m)
    .slice(1)
    .map((text) => ({
      name: text.slice(0, text.indexOf('\n')).trim(),
      page,
      words: text.replace(/```[\s\S]*?```/g, '').slice(text.indexOf('\n')),
      blocks: [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block!),
    })),
)

test('every op is explained once, in words, with a worked example', () => {
  const explained = sections.map(({ name }) => name).filter((name) => names.includes(name))
  assert.deepEqual(explained.toSorted(), names.toSorted())
  for (const { name, words, blocks } of sections.filter((one) => names.includes(one.name))) {
    assert.ok(words.trim().split(/\s+/).length >= 40, `${name} has hardly any words`)
    assert.ok(blocks.length >= 2, `${name} has no example with its answer`)
  }
})

for (const page of new Set(sections.map((one) => one.page)))
  test(`${page}: its examples are true`, () => {
    const wrong = sections
      .filter((one) => one.page === page && names.includes(one.name))
      .flatMap(({ name, blocks: [asked, answered] }) => {
        const request = JSON.parse(asked!) as { op: string }
        if (request.op !== name) return [`${name}: the example asks ${request.op}`]
        const answer = call(request)
        return differences(answer, JSON.parse(answered!), { absolute: 5e-4, relative: 0 }).map(
          (one) => `${name} ${one}`,
        )
      })
    assert.deepEqual(wrong, [])
  })

async function command(text: string, lines: boolean): Promise<{ code: number; out: string }> {
  let out = ''
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      out += chunk.toString()
      done()
    },
  })
  const code = await answerCalls(lines, { input: Readable.from([Buffer.from(text)]), output })
  return { code, out }
}

const mean = { op: 'describe', input: { columns: { q: [1, 2, null, 3] }, items: ['q'] } }

test('one call is answered on one line; one that cannot be read says why, with exit 2', async () => {
  const good = await command(JSON.stringify(mean, null, 2), false)
  assert.equal(good.code, 0)
  assert.deepEqual((JSON.parse(good.out) as { mean: number[] }).mean, [2])
  for (const [text, code] of [
    ['{"op": "horoscope"}', 'unknown-op'],
    ['{"op": "describe"', 'bad-call'],
    ['{"op": "describe", "input": {"columns": {"q": "no list"}, "items": ["q"]}}', 'bad-call'],
    ['', 'bad-call'],
    ['[]', 'bad-call'],
  ] as const) {
    const bad = await command(text, false)
    assert.equal(bad.code, 2, text)
    const { problem } = JSON.parse(bad.out) as { problem: { code: string; sentence: string } }
    assert.equal(problem.code, code, text)
    assert.match(problem.sentence, /^[A-Z“].*\.$/)
  }
})

test('with --lines each line is answered for itself, and a bad one does not stop the run', async () => {
  const text = `${JSON.stringify(mean)}\r\n\nnot json\n${JSON.stringify(mean)}`
  const { code, out } = await command(text, true)
  assert.equal(code, 0)
  const answers = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { mean?: number[]; problem?: { code: string } })
  assert.deepEqual(
    answers.map((one) => one.problem?.code ?? one.mean?.[0]),
    [2, 'bad-call', 2],
  )
})

test('what is ignored is said', () => {
  const answer = call({ ...mean, options: { mising: 'pairwise' } })
  assert.deepEqual((answer as { ignored?: string[] }).ignored, ['options.mising'])
})
