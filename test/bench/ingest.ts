export const ingestPglite = async () => [];
export const ingestPostgres = async () => [];
