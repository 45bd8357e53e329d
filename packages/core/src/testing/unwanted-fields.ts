import pg from 'pg'

/** The name of every column there is. */
export async function columnNames(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      'select distinct column_name as name from information_schema.columns where table_schema = current_schema() order by 1',
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** What attackers set beside that: other spellings of ownership, roles, prices, times, and ways into the language. */
export const usualTargets: readonly string[] = [
  ...[
    'id',
    '_id',
    'uuid',
    'companyId',
    'company',
    'tenant',
    'tenant_id',
    'tenantId',
    'organization_id',
    'owner',
    'owner_id',
    'userId',
    'account_id',
  ],
  ...[
    'isAdmin',
    'is_admin',
    'admin',
    'roles',
    'permissions',
    'scopes',
    'verified',
    'isVerified',
    'email_verified',
    'password',
    'passwordHash',
  ],
  ...[
    'createdAt',
    'updatedAt',
    'deleted_at',
    'price',
    'amount',
    'balance',
    'credits',
    'plan',
    'discount',
    'free',
    'trial',
    'test',
    'internal',
  ],
  ...[
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '$set',
    '$where',
    '$ne',
    'where',
    'select',
    'include',
    'force',
    'debug',
  ],
]
