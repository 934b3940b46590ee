import { html } from 'hono/html'
import type { JsonSchema } from '../api-description.ts'
import { fieldsOf, modelOf, typeOf } from './describe-schema.ts'

export type Html = ReturnType<typeof html>

/** A schema in place: a model is linked to, anything else is unfolded. */
export function renderSchema(schema: JsonSchema): Html {
  const model = modelOf(schema)
  return model === undefined ? renderFields(schema) : html`<p>${linkTo(model, typeOf(schema))}</p>`
}

/** The fields of a schema, those inside with their path. */
export function renderFields(schema: JsonSchema): Html {
  const fields = fieldsOf(schema)
  if (fields.length === 0) return html`<p><code>${typeOf(schema)}</code></p>`
  return html`<dl>
    ${fields.map(({ path, type, isRequired, description, model }) =>
      renderRow(path, model === undefined ? type : linkTo(model, type), isRequired, description),
    )}
  </dl>`
}

export function renderRow(name: string, type: Html | string, isRequired: boolean, description: string): Html {
  return html`<div>
    <dt><code>${name}</code>${isRequired ? '' : html` <span class="soft">optional</span>`}</dt>
    <dd><span class="soft">${type}</span>${description === '' ? '' : renderProse(description)}</dd>
  </div>`
}

/** Paragraphs with `code` in them, which is all the Markdown that descriptions use. */
export function renderProse(text: string): Html {
  const paragraphs = text.split('\n\n').map((paragraph) => {
    const parts = paragraph.split('`')
    return html`<p>${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}</p>`
  })
  return html`${paragraphs}`
}

function linkTo(model: string, text: string): Html {
  return html`<a href="#model-${model}">${text}</a>`
}
