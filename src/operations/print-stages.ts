// docs/stages.md: how a cycle and an action move, from the very rules and edition that enforce it.
import { actionStates, movesFrom, STATE_WORDS } from '../modules/toolkit/actions/rules.ts'
import { editions, loadEdition, stageByKey, stageKeys, type Edition } from '../modules/toolkit/edition.ts'

function stageText(edition: Edition, at: number): string {
  const stage = stageByKey(edition, stageKeys[at]!)
  const next = stageKeys[at + 1]
  const goes = next
    ? `stage ${at + 2}, ${stageByKey(edition, next).name.toLowerCase()}`
    : 'the end of the cycle; the next one may begin'
  const list = (conditions: readonly { key: string; words: string }[]): string =>
    conditions.map(({ key, words }) => `- ${words} (\`${key}\`)`).join('\n')
  const warns = stage.warns_when.length > 0 ? `\nWarns, and never blocks:\n\n${list(stage.warns_when)}\n` : ''
  return `### ${at + 1}. ${stage.name}

${stage.purpose} Usually ${stage.usual_months.from} to ${stage.usual_months.to} months. Leads to ${goes}.

Closes when:

${list(stage.closes_when)}
${warns}`
}

function actionText(): string {
  const lines = actionStates.map((state) => {
    const to = movesFrom(state).map((next) => STATE_WORDS[next].toLowerCase())
    return `- **${STATE_WORDS[state]}** can become ${to.join(' or ')}.`
  })
  return `## An action\n\n${lines.join('\n')}\n`
}

export function printedStages(by: string): string {
  const cycles = editions().map(({ key, version }) => {
    const edition = loadEdition(key, version)
    return `## A cycle in the edition \`${key}\`, version ${version}\n\n${stageKeys.map((_, at) => stageText(edition, at)).join('\n')}`
  })
  return `# How stages move

${by}

What closes a stage is written in the edition with which a cycle began, and stays so until the cycle ends.

${cycles.join('\n')}
${actionText()}`
}
