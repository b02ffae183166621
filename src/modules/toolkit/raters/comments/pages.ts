// What raters wrote, for those who may read it: by kind, in no order that tells anything, with the button that says read.
import { page, type Page } from '../../../../kernel/route.ts'
import { postForm } from '../../../../view/form.ts'
import { button } from '../../../../view/govuk/button.ts'
import { insetText } from '../../../../view/govuk/inset-text.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { columns, pageHeading, quietList } from '../../../../view/layout.ts'
import { dateInWords, wordsOfCount } from '../../../../view/words.ts'
import { callAt } from '../../paths.ts'
import { kindName, type Kind } from '../rules.ts'
import type { Call } from '../service.ts'
import type { Comment } from './service.ts'

export type CommentsSeen = { call: Call; learners: string; kinds: readonly Kind[]; comments: readonly Comment[] }

export function commentsPage({ call, learners, kinds, comments }: CommentsSeen): Page {
  const unread = comments.filter((comment) => comment.read_on === null)
  const heading =
    comments.length === 0
      ? 'No comments to read'
      : unread.length === 0
        ? `${wordsOfCount(comments.length, 'comment')}, all read`
        : `${wordsOfCount(unread.length, 'comment')} nobody has read yet`
  const mark =
    unread.length > 0 &&
    postForm(
      `${callAt(call.setting_id, call.id)}/comments`,
      html`<input type="hidden" name="read" value="${unread.map((comment) => comment.id).join(' ')}">${button({ text: 'I have read these' })}`,
    )
  const why = call.closed_on === null && kinds.length === 0
  const work = html`${why && insetText({ text: 'You can read comments once the call has closed, of each kind of which enough people answered.' })}${kinds.map((kind) => kindPart(kind, learners, comments))}${mark}`
  return page(
    heading,
    html`${pageHeading({ heading, caption: `Views, call ${call.number}` })}${columns(work, context())}`,
    {
      back: { text: `Call ${call.number}`, href: callAt(call.setting_id, call.id) },
    },
  )
}

function kindPart(kind: Kind, learners: string, comments: readonly Comment[]): Html {
  const own = comments.filter((comment) => comment.kind === kind)
  if (own.length === 0) return nothing
  const one = ({ words, read_on }: Comment): Html =>
    html`<li class="ws-comment"><p class="govuk-body">${words ?? 'Sealed with another key, so it cannot be opened here.'}</p>${read_on && html`<p class="govuk-body-s ws-quiet">Read on ${dateInWords(read_on)}</p>`}</li>`
  return html`<h2 class="govuk-heading-m">${kindName(kind, learners)}</h2><ul class="ws-comments">${own.map(one)}</ul>`
}

function context(): Html {
  return html`<h2 class="govuk-heading-m">When someone may not be safe</h2>${quietList([
    'Follow your safeguarding policy today, as with any other disclosure.',
    'Nobody knows who wrote a comment, and nothing here can tell. Do not try to find out from the words: ask widely, and make it easy to come to you.',
    'If there is danger now, call 999.',
  ])}<h2 class="govuk-heading-m">Who reads these</h2><p class="govuk-body">The safeguarding leads at any time; the mental health lead after the call has closed, where enough people answered. Each look is in the audit.</p>`
}
