#!/usr/bin/env node
// The commands of an operator: start, migrate, demo, import, backup, restore, export, print, stats. Runs under any Node from
// 20 on: installs what is missing, then hands over to Node 24 and src/cli.ts.
'use strict'
const { install } = require('./install.cjs')
const { handOver } = require('./handover.cjs')

install({ dev: false })
handOver('src/cli.ts', process.argv.slice(2))
