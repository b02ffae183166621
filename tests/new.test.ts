// The recipe for a new module, followed by the machine: what it writes type-checks, obeys the house and works.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './sources.ts'

const run = (args: string[], cwd: string): string => execFileSync(process.execPath, args, { cwd, encoding: 'utf8' })

test('a new module from the recipe type-checks, and its own tests and the house proofs pass', () => {
  const copy = mkdtempSync(join(tmpdir(), 'wholeschool-new-'))
  try {
    for (const part of [
      'src',
      'seeds',
      'tests',
      'bench',
      'scripts',
      'content',
      'docs',
      'package.json',
      'tsconfig.json',
    ])
      cpSync(join(root, part), join(copy, part), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const said = run(['scripts/new.ts', 'award', '--root', copy], copy)
    assert.match(said, /src\/modules\/award\/module\.ts/)
    assert.match(
      run(['scripts/new.ts', 'award/appeals', '--root', copy], copy),
      /src\/modules\/award\/appeals\/routes\.ts/,
    )
    run([join(root, 'node_modules/typescript/bin/tsc'), '--noEmit'], copy)
    const files = [
      'src/modules/award/rules.test.ts',
      'src/modules/award/routes.test.ts',
      'src/modules/award/appeals/rules.test.ts',
      'tests/architecture.test.ts',
      'tests/sql.test.ts',
    ]
    const env = { ...process.env, WHOLESCHOOL_TEST_SERVER: undefined, NODE_TEST_CONTEXT: undefined }
    const done = spawnSync(process.execPath, ['--test', '--test-isolation=none', '--test-force-exit', ...files], {
      cwd: copy,
      encoding: 'utf8',
      env,
    })
    assert.equal(done.status, 0, done.stdout)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

test('a name that says nothing to a school is refused with a sentence', () => {
  const done = spawnSync(process.execPath, ['scripts/new.ts', 'My Module'], { cwd: root, encoding: 'utf8' })
  assert.equal(done.status, 2)
  assert.match(done.stderr, /Give a name in small letters/)
})
