import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** What Shopify counts for a query before it is run: a point for each object that may come, two for a connection. Source: Shopify, "Rate limits". */
export function queryCost(schema: GraphQLSchema, { definitions }: DocumentNode, variables: Variables): number {
  const [operation] = definitions
  const root = schema.getQueryType()
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== 'query' || !root) return 10
  return costOf(schema, operation.selectionSet, root, variables, 1)
}

/** `size`: of the connection that the selection is within. */
function costOf(schema: GraphQLSchema, selections: SelectionSetNode, type: GraphQLOutputType, variables: Variables, size: number): number {
  const named = getNamedType(type)
  return selections.selections.reduce((sum, selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : named
      return isObjectType(on) ? sum + costOf(schema, selection.selectionSet, on, variables, size) : sum
    }
    if (selection.kind !== Kind.FIELD || !isObjectType(named)) return sum
    const field = named.getFields()[selection.name.value]
    const of = field && getNamedType(field.type)
    if (!field || !of || !isCompositeType(of) || !selection.selectionSet) return sum
    const given = (name: string) => {
      const value = selection.arguments?.find(argument => argument.name.value === name)?.value
      return value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.INT ? Number(value.value) : undefined
    }
    if (of.name.endsWith('Connection'))
      return sum + 2 + costOf(schema, selection.selectionSet, field.type, variables, Number(given('first')))
    const ids = given('ids')
    const times = selection.name.value === 'nodes' ? (Array.isArray(ids) ? ids.length : size) : 1
    return sum + times * (1 + costOf(schema, selection.selectionSet, field.type, variables, 1))
  }, 0)
}
