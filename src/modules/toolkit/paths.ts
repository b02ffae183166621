// The addresses of the Toolkit's pages, for links: one place to change them.
import type { StageKey } from './edition.ts'

export const toolkitAt = (setting: string): string => `/settings/${setting}/toolkit`
export const teamAt = (setting: string): string => `${toolkitAt(setting)}/team`
export const presenceAt = (setting: string): string => `${toolkitAt(setting)}/presence`
export const involvementAt = (setting: string): string => `${toolkitAt(setting)}/involvement`
export const baselineAt = (setting: string): string => `${toolkitAt(setting)}/baseline`
export const principleAt = (setting: string, principle: string): string =>
  `${toolkitAt(setting)}/principles/${principle}`
export const criterionAt = (setting: string, principle: string, criterion: string): string =>
  `${principleAt(setting, principle)}#${criterion}`
/** The criterion's own page; criterionAt is its place on the principle's. */
export const criterionPageAt = (setting: string, principle: string, criterion: string): string =>
  `${principleAt(setting, principle)}/criteria/${criterion}`
export const agreementAt = (setting: string, principle: string, criterion: string): string =>
  `${criterionPageAt(setting, principle, criterion)}/agreement`
export const ratingAt = (setting: string, principle: string): string => `${principleAt(setting, principle)}/rating`
export const closingAt = (setting: string, stage: StageKey): string => `${toolkitAt(setting)}/stages/${stage}/closing`
export const planAt = (setting: string): string => `${toolkitAt(setting)}/plan`
export const principlePlanAt = (setting: string, principle: string): string =>
  `${planAt(setting)}/principles/${principle}`
export const actionAt = (setting: string, action: string): string => `${toolkitAt(setting)}/actions/${action}`
export const reviewAt = (setting: string, action: string): string => `${actionAt(setting, action)}/review`

/** Small-school mode: the week, where we are (with one principle open), the plan (with one action open). */
export const smallAt = (setting: string): string => `${toolkitAt(setting)}/small`
export const smallWhereAt = (setting: string, open?: string): string =>
  `${smallAt(setting)}/where${open === undefined ? '' : `?open=${open}`}`
export const smallPlanAt = (setting: string, open?: string): string =>
  `${smallAt(setting)}/plan${open === undefined ? '' : `?open=${open}`}`

/** Who holds which chapter, and one chapter's sign-off. */
export const sectionsAt = (setting: string): string => `${toolkitAt(setting)}/sections`
export const sectionAt = (setting: string, principle: string): string => `${sectionsAt(setting)}/${principle}`
/** Critical friends: what a school asked, and where a reader reads. */
export const readingsAt = (setting: string): string => `${toolkitAt(setting)}/readings`
export const newReadingAt = (setting: string): string => `${readingsAt(setting)}/new`
export const criticalReadingAt = (setting: string, reading: string): string => `${readingsAt(setting)}/${reading}`
export const takingUpAt = '/readings/asked'
export const askAt = (ask: string): string => `${takingUpAt}?ask=${encodeURIComponent(ask)}`
export const ownReadingAt = (reading: string): string => `/readings/${reading}`
export const programmeReadingAt = (programme: string, reading: string): string =>
  `/programmes/${programme}/readings/${reading}`
/** What people say to one another about a thing of this kind. */
export const threadAt = (setting: string, about: string, thing: string): string =>
  `${toolkitAt(setting)}/talk/${about}/${thing}`
export const commentAt = (setting: string, comment: string): string => `${toolkitAt(setting)}/comments/${comment}`

export const recordAt = (setting: string): string => `${toolkitAt(setting)}/record`
export const recordPdfAt = (setting: string): string => `${recordAt(setting)}.pdf`
export const versionsAt = (setting: string): string => `${recordAt(setting)}/versions`
export const versionAt = (setting: string, record: string): string => `${versionsAt(setting)}/${record}`
export const versionPdfAt = (setting: string, record: string): string => `${versionAt(setting, record)}/pdf`
/** Two days or two cycles side by side. */
export const comparisonAt = (setting: string): string => `${toolkitAt(setting)}/comparison`
export const exportsAt = (setting: string): string => `${recordAt(setting)}/exports`
export const packsAt = (setting: string): string => `${recordAt(setting)}/packs`
export const packAt = (setting: string, pack: string): string => `${packsAt(setting)}/${pack}`
/** Links for readers without an account: where they are made, and where they open. */
export const linksAt = (setting: string): string => `${recordAt(setting)}/links`
export const readingAt = (token: string): string => `/reading/${token}`
/** What a programme sees of this setting. */
export const sharedAt = (setting: string): string => `${toolkitAt(setting)}/shared`
/** Where a head switches sharing on and off. */
export const sharingAt = (setting: string): string => `/settings/${setting}/sharing`
export const boardAt = (programme: string): string => `/programmes/${programme}/board`
export const editionsAt = '/editions'
export const editionAt = (edition: string): string => `${editionsAt}/${edition}`
export const editionsBeside = (one: string, other: string): string => `${editionAt(one)}/beside/${other}`
/** What a programme asks beside the editions. */
export const ownCriteriaAt = (programme: string): string => `/programmes/${programme}/criteria`
export const ownAt = (programme: string, own: string): string => `${ownCriteriaAt(programme)}/${own}`
export const programmeRecordsAt = (programme: string): string => `/programmes/${programme}/records`

/** Views of pupils, parents and wider staff, for those who work here. */
export const viewsAt = (setting: string): string => `${toolkitAt(setting)}/views`
export const askingAt = (setting: string): string => `${viewsAt(setting)}/asking`
/** What raters last said about a principle. */
export const principleViewsAt = (setting: string, principle: string): string =>
  `${viewsAt(setting)}/principles/${principle}`
export const viewChoicesAt = (setting: string): string => `${viewsAt(setting)}/choices`
export const translationsAt = (setting: string): string => `${viewsAt(setting)}/translations`
export const callAt = (setting: string, call: string): string => `${viewsAt(setting)}/calls/${call}`
export const programmeTranslationsAt = (programme: string): string => `/programmes/${programme}/translations`
/** For raters, who have no account. */
export const codeEntryAt = '/views'
export const viewAt = (token: string, language?: string): string =>
  `${codeEntryAt}/${token}${language === undefined ? '' : `?language=${language}`}`
export const rateAt = (token: string, language: string): string => `${viewAt(token)}/${language}`

/** What a trust sees of its schools, at its own office. */
export const trustSchoolsAt = (office: string): string => `/settings/${office}/schools`
export const trustSchoolAt = (office: string, school: string): string => `${trustSchoolsAt(office)}/${school}`
export const trustRecordAt = (office: string, school: string, record: string): string =>
  `${trustSchoolAt(office, school)}/records/${record}`
export const trustRecordPdfAt = (office: string, school: string, record: string): string =>
  `${trustRecordAt(office, school, record)}/pdf`
export const offerTrustAgreementAt = (office: string): string => `/settings/${office}/trust-agreement`
export const shareWithTrustAt = (setting: string): string => `${sharedAt(setting)}/trust-records`
export const takeBackFromTrustAt = (setting: string): string => `${sharedAt(setting)}/trust-withdrawals`

/** The moves bank: what other schools did, and what this school shares there. */
export const movesAt = (setting: string): string => `${toolkitAt(setting)}/moves`
export const moveAt = (setting: string, move: string): string => `${movesAt(setting)}/${move}`
export const ownMovesAt = (setting: string): string => `${toolkitAt(setting)}/own-moves`
export const ownMoveAt = (setting: string, move: string): string => `${ownMovesAt(setting)}/${move}`
export const newMoveAt = (setting: string, action?: string): string =>
  `${ownMovesAt(setting)}/new${action === undefined ? '' : `?action=${action}`}`
export const programmeMovesAt = (programme: string): string => `/programmes/${programme}/moves`
export const programmeMoveAt = (programme: string, move: string): string => `${programmeMovesAt(programme)}/${move}`
