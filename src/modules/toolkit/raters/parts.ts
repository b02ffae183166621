// What views of pupils, parents and wider staff give to the Toolkit's module.
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { RoleName } from '../../../kernel/access.ts'
import { wordsOfCount } from '../../../view/words.ts'
import type { NounParts } from '../parts.ts'
import { callAt } from '../paths.ts'
import { leads, readers } from '../roles.ts'
import { commentReaders } from './comments/rules.ts'
import { sayCommentsWait, unreadOf } from './comments/service.ts'
import { callsOf, closeOverdue } from './service.ts'
import { languages, ORIGINAL } from './sheets.ts'
import * as store from './store.ts'

const RECENT_DAYS = 14
const SIGNERS: readonly RoleName[] = ['head', 'programme_officer']
const KEPT = 'As long as the setting is enrolled, then 6 years.'
const withCall = { with: 'toolkit.calls', by: { call_id: 'id' } } as const

export const parts: NounParts = {
  verbs: {
    'toolkit.call-for-views': { words: 'Ask pupils, parents and wider staff for their views', roles: leads },
    'toolkit.see-views': { words: 'See what pupils, parents and wider staff said, as groups', roles: readers },
    'toolkit.read-rater-comments': {
      words: 'Read what pupils, parents and wider staff wrote',
      roles: commentReaders,
      sensitive: true,
    },
    'toolkit.sign-translation': { words: 'Sign that a speaker checked a translation', roles: SIGNERS },
  },
  tables: {
    'toolkit.call_choices': {
      purpose: 'The smallest group of raters that a setting shows, and whom raters can talk to there.',
      whose: 'Staff who chose, or are named as someone to talk to.',
      keep: KEPT,
      retire: whileEnrolled,
    },
    'toolkit.calls': {
      purpose: 'Calls for views of pupils, parents and wider staff: when they opened and closed.',
      whose: 'Staff who opened or closed one, by name.',
      keep: KEPT,
      retire: whileEnrolled,
    },
    'toolkit.call_links': {
      purpose: 'The link and code of each kind of rater in a call, as hashes, and sealed for whoever hands them out.',
      whose: 'none',
      keep: 'As long as its call.',
      retire: withCall,
    },
    'toolkit.sheets': {
      purpose: 'What each rater answered, while the call is open: no name, no moment, no address.',
      whose: 'Pupils, parents and staff, who are not named.',
      keep: 'Until the call closes: by its lead, or by itself after its last day.',
      retire: [
        { elsewhere: 'closing the call deletes them; the nightly job closes calls after their last day' },
        { with: 'toolkit.call_links', by: { link: 'link' } },
      ],
      notExported:
        'Raters were promised that nobody is shown what one person answered, and that it goes when the call closes.',
    },
    'toolkit.rater_comments': {
      purpose: 'What raters wrote, sealed and apart from what they answered.',
      whose: 'Pupils, parents and staff, who are not named.',
      keep: '1 year after the call closed.',
      retire: [
        { after: { years: 1 }, from: 'closed_on', of: 'toolkit.calls', by: { call_id: 'id' } },
        { with: 'toolkit.call_links', by: { call_id: 'call_id', link: 'link' } },
      ],
      notExported: 'Raters were promised that only the safeguarding leads and the mental health lead read them.',
    },
    'toolkit.call_results': {
      purpose: 'What may be shown of each kind of rater, worked out when the call closed. Small groups are not in it.',
      whose: 'none',
      keep: 'As long as its call.',
      retire: withCall,
    },
    'toolkit.translation_checks': {
      purpose: 'Which translations for raters a speaker has checked, and who signed for it.',
      whose: 'Speakers and those who signed, by name.',
      keep: KEPT,
      retire: whileEnrolled,
    },
    'toolkit.code_tries': {
      purpose: 'How many wrong codes were typed in an hour, by their first letters.',
      whose: 'none',
      keep: '2 days.',
      retire: { after: { days: 2 }, from: 'hour' },
      installation: 'Counted before it is known which setting a code is of; nothing says who typed.',
    },
  },
  problems: {
    'toolkit.call-open-already': {
      kind: 'conflict',
      title: 'A call is open already',
      words: 'One call is open at a time, so that no two can be set against each other. Close it first.',
    },
    'toolkit.call-closed': {
      kind: 'gone',
      title: 'This call has closed',
      words: 'A closed call is never opened again. What may be shown of it is on its page.',
    },
  },
  tells: {
    'toolkit.call-opened': 'A setting asked pupils, parents or wider staff for their views.',
    'toolkit.call-closed': 'A call for views closed: what may be shown of it is kept.',
  },
  jobs: [
    { name: 'toolkit-close-calls', cron: '25 1 * * *', run: (ctx) => closeOverdue(ctx) },
    { name: 'toolkit-comments-wait', cron: '10 7 * * 1-5', run: (ctx) => sayCommentsWait(ctx) },
  ],
  examples: {
    call: async (tx, { setting }) => (await tx.maybe(store.newestCall, { setting }))?.id,
    // Only the hash of a link is kept in the clear, so nobody can say one.
    link: async () => undefined,
    language: async () => ORIGINAL,
    translation: async () => languages().find((language) => language !== ORIGINAL),
  },
  home: async ({ ctx, place, roles }) => {
    const setting = place.setting_id
    if (place.kind !== 'school' || !roles.some((role) => readers.includes(role))) return {}
    const unread = await unreadOf(ctx, setting)
    const needs = [...unread].map(([call, n]) => ({
      href: `${callAt(setting, call)}/comments`,
      title: `Read ${wordsOfCount(n, 'comment')} of pupils, parents or staff`,
      hint: 'A comment may say that someone is not safe',
      minutes: 2 * n,
      order: 2,
    }))
    const since = new Date(ctx.now.getTime() - RECENT_DAYS * 86_400_000).toISOString().slice(0, 10)
    const changes = (await callsOf(ctx.tx, setting))
      .filter((call) => call.closed_on !== null && call.closed_on > since)
      .map((call) => ({
        words: `What raters said in call ${call.number} can be seen`,
        href: callAt(setting, call.id),
        at: new Date(`${call.closed_on}T12:00:00Z`),
      }))
    return { needs, changes }
  },
}
