import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { ApiDescription, DescribedOperation } from '../api-description.ts'
import type { RefusalKinds } from '../../refusals/refusal-kind.ts'
import { renderOperation } from './render-operation.ts'
import { renderFields, renderProse, type Html } from './render-schema.ts'

export interface ReferencePage {
  html: string
  /** Lets the page apply its own style, and nothing else. */
  policy: string
}

interface Entry {
  method: string
  path: string
  operation: DescribedOperation
}

/**
 * The reference as one page without a script or external resources (decision 23). `openApi` is the link to its source.
 */
export async function renderReference(
  api: ApiDescription,
  refusals: RefusalKinds,
  { style, openApi }: { style: string; openApi: string },
): Promise<ReferencePage> {
  const entries = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const byTag = Map.groupBy(entries, ({ operation }) => operation.tags[0] ?? '')
  const models = Object.entries(api.components.schemas)
  const codes = Object.entries(refusals)
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${api.info.title} API reference</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <p class="jump"><a href="#contents">Contents</a></p>
        <nav id="contents" class="contents" aria-label="Contents">
          ${api.tags.map(({ name }) => renderContents(name, byTag.get(name) ?? []))}
          <p class="tag"><a href="#models">Models</a></p>
          <p class="tag"><a href="#errors">Errors</a></p>
        </nav>
        <main>
          <h1>${api.info.title} API</h1>
          ${renderProse(api.info.description)}
          <p>
            In the examples <code>BELFRY</code> is the address of the server, <code>BELFRY_API_KEY</code> one of its
            keys.
          </p>
          <p><a href="${openApi}">OpenAPI ${api.openapi}</a></p>
          ${api.tags.map(({ name, description }) => {
            const own = (byTag.get(name) ?? []).map(({ method, path, operation }) =>
              renderOperation(method, path, operation, api.components.schemas),
            )
            return html`<section>
              <h2 id="${anchorOf(name)}">${name}</h2>
              <p>${description}</p>
              ${own}
            </section>`
          })}
          <h2 id="models">Models</h2>
          ${models.map(
            ([name, schema]) =>
              html`<article id="model-${name}">
                <h3>${name}</h3>
                ${schema.description === undefined ? '' : renderProse(schema.description)} ${renderFields(schema)}
              </article>`,
          )}
          <h2 id="errors">Errors</h2>
          <dl>${codes.map(([code, kind]) => renderRefusal(code, kind))}</dl>
        </main>
      </body>
    </html>`
  return finish(String(await page))
}

// The hash is of the element's whole text, so it is taken from the page as it is.
function finish(html: string): ReferencePage {
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  const rest = `style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  const policy = `default-src 'none'; ${rest}`
  return { html, policy }
}

function renderContents(tag: string, entries: readonly Entry[]): Html {
  return html`<p class="tag"><a href="#${anchorOf(tag)}">${tag}</a></p>
    <ul>
      ${entries.map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}
    </ul>`
}

function renderRefusal(code: string, { status, title, help }: RefusalKinds[string]): Html {
  return html`<div id="error-${code}">
    <dt><code>${code}</code> <span class="soft">${status}</span></dt>
    <dd>${title}. <span class="soft">${help}</span></dd>
  </div>`
}

function anchorOf(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}
