// A thread as other pages carry it: what was said, oldest first, by whom and when, and the way to say something.
import { html, nothing, type Html } from '../../../view/html.ts'
import { dateTimeInWords, listInWords } from '../../../view/words.ts'
import { paragraphs } from '../actions/pages.ts'
import { commentAt, threadAt } from '../paths.ts'
import type { Comment, Thread } from './service.ts'

export function commentList({ comments, me }: Thread): Html {
  if (comments.length === 0) return html`<p class="govuk-body ws-quiet">Nobody has said anything here yet.</p>`
  return html`<ol class="govuk-list govuk-list--spaced">${comments.map((comment) => html`<li id="comment-${comment.id}">${oneComment(comment, me)}</li>`)}</ol>`
}

function oneComment(comment: Comment, me: string): Html {
  const { author_name: by, written_at, changed_at, taken_back_at, asked } = comment
  const when = html`<strong>${by}</strong> <span class="ws-quiet">${dateTimeInWords(written_at)}${changed_at && !taken_back_at && ', changed later'}</span>`
  if (taken_back_at)
    return html`<p class="govuk-body">${when}<br><span class="ws-quiet">Taken back on ${dateTimeInWords(taken_back_at)}.</span></p>`
  const change =
    comment.author_id === me
      ? html`<p class="govuk-body-s ws-screen-only"><a class="govuk-link" href="${commentAt(comment.setting_id, comment.id)}">Change or take back<span class="govuk-visually-hidden"> what you said on ${dateTimeInWords(written_at)}</span></a></p>`
      : nothing
  return html`<p class="govuk-body govuk-!-margin-bottom-1">${when}</p>${paragraphs(comment.words)}${asked.length > 0 && html`<p class="govuk-body-s ws-quiet">${askedWords(asked)}</p>`}${change}`
}

function askedWords(asked: Comment['asked']): string {
  const seen = asked.filter((one) => one.seen_at !== null).map((one) => one.name)
  const asks = `Asks ${listInWords(asked.map((one) => one.name))} to look.`
  return seen.length === 0 ? asks : `${asks} Seen by ${listInWords(seen)}.`
}

/** For the pages of criteria, chapters, actions and calls. */
export function threadPiece(thread: Thread): Html {
  const { setting, about, key } = thread.thing
  return html`<h2 class="govuk-heading-m" id="talk">What we say to one another</h2>${commentList(thread)}
<p class="govuk-body ws-screen-only"><a class="govuk-link" href="${threadAt(setting, about, key)}">Say something, or ask someone to look</a></p>`
}
