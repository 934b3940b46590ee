import { IdentifierNode, OperationNodeTransformer, type KyselyPlugin, type SchemableIdentifierNode } from 'kysely'

/** The schema of Belfry's tables in PostgreSQL. */
export const SCHEMA = 'belfry'
const PREFIX = 'belfry_'

/**
 * The queries say `belfry_sites`, which is a table's name where the app's own tables are in the same file; in
 * PostgreSQL the table is `belfry.sites`. Named in full in each statement: a search_path would get lost in PgBouncer.
 */
export const postgresNames: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: ({ result }) => Promise.resolve(result),
}

class TableNames extends OperationNodeTransformer {
  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    const { name } = node.identifier
    if (node.schema !== undefined || !name.startsWith(PREFIX)) return node
    return {
      ...node,
      schema: IdentifierNode.create(SCHEMA),
      identifier: IdentifierNode.create(name.slice(PREFIX.length)),
    }
  }
}

const transformer = new TableNames()
