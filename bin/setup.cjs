// The commands of a developer (npm test, npm run check, bench, fuzz, new): as wholeschool.cjs, with the tools as well.
'use strict'
const { install } = require('./install.cjs')
const { handOver } = require('./handover.cjs')

const COMMANDS = {
  test: ['tests/run.ts', 'all'],
  check: ['tests/run.ts', 'quick'],
  bench: ['bench/run.ts'],
  fuzz: ['tests/fuzz.ts'],
  new: ['scripts/new.ts'],
}

const [name = '', ...args] = process.argv.slice(2)
if (!Object.hasOwn(COMMANDS, name)) {
  console.error(`Say what to do: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exit(2)
}
const [file, ...first] = COMMANDS[name]
install({ dev: true })
handOver(file, [...first, ...args])
