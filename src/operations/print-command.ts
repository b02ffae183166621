// `wholeschool print`: writes the documents that the code says about itself, or says which are out of date.
import { readArgs, type Command } from './command.ts'

const usage = 'print [--check]'

export const printCommand: Command = {
  usage,
  words: 'Write docs/access.md, docs/data.md and docs/stages.md from the code; --check only compares.',
  async run(args, print) {
    const { values } = readArgs(usage, args, { check: { type: 'boolean' } }, { least: 0, most: 0 })
    const { staleDocs, writeDocs } = await import('./print.ts')
    if (values.check === true) {
      const stale = await staleDocs()
      for (const path of stale) print.err(`${path} is out of date. Run \`npm run print\` and read the change.`)
      if (stale.length === 0) print.out('The printed documents are current.')
      return stale.length === 0 ? 0 : 1
    }
    const written = await writeDocs()
    print.out(written.length > 0 ? `Wrote ${written.join(', ')}.` : 'The printed documents were current.')
    return 0
  },
}
