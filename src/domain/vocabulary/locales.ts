/** Languages and regions of names and addresses: the GraphQL code, the tag that files and the command line use, the English name. */
export const LOCALES = [
  { code: 'EN_US', tag: 'en_US', name: 'English (United States)' },
  { code: 'EN_GB', tag: 'en_GB', name: 'English (United Kingdom)' },
  { code: 'FR_FR', tag: 'fr_FR', name: 'French' },
  { code: 'DE_DE', tag: 'de_DE', name: 'German' },
  { code: 'ES_ES', tag: 'es_ES', name: 'Spanish' },
  { code: 'IT_IT', tag: 'it_IT', name: 'Italian' },
  { code: 'PT_BR', tag: 'pt_BR', name: 'Portuguese (Brazil)' },
  { code: 'NL_NL', tag: 'nl_NL', name: 'Dutch' },
  { code: 'PL_PL', tag: 'pl_PL', name: 'Polish' },
  { code: 'RU_RU', tag: 'ru_RU', name: 'Russian' },
  { code: 'JA_JP', tag: 'ja_JP', name: 'Japanese' },
  { code: 'KO_KR', tag: 'ko_KR', name: 'Korean' },
  { code: 'ZH_CN', tag: 'zh_CN', name: 'Chinese (Simplified)' },
  { code: 'AR_SA', tag: 'ar_SA', name: 'Arabic (Saudi Arabia)' },
  { code: 'ES_MX', tag: 'es_MX', name: 'Spanish (Mexico)' },
  { code: 'FR_CA', tag: 'fr_CA', name: 'French (Canada)' },
  { code: 'AR_EG', tag: 'ar_EG', name: 'Arabic (Egypt)' },
  { code: 'HI_IN', tag: 'hi_IN', name: 'Hindi' },
  { code: 'SV_SE', tag: 'sv_SE', name: 'Swedish' },
  { code: 'FI_FI', tag: 'fi_FI', name: 'Finnish' },
  { code: 'NO_NO', tag: 'no_NO', name: 'Norwegian' },
  { code: 'DA_DK', tag: 'da_DK', name: 'Danish' },
  { code: 'CS_CZ', tag: 'cs_CZ', name: 'Czech' },
] as const;

export type Locale = (typeof LOCALES)[number]['code'];

export const LOCALE_CODES: readonly Locale[] = LOCALES.map((locale) => locale.code);
