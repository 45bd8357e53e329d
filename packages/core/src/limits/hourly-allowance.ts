/** API calls an hour that the keys of a company may make together, by its plan. */
export const hourlyAllowances = { starter: 1000, growth: 10_000, enterprise: 1_000_000 } as const

/** The allowance of a company. Companies that run their own server have the enterprise plan. */
export const hourlyAllowance = async (_companyId: string): Promise<number> => hourlyAllowances.enterprise
