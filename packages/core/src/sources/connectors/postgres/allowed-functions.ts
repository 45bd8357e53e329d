/**
 * Functions of PostgreSQL that a query may call (https://www.postgresql.org/docs/18/functions.html). Each computes from its arguments alone:
 * none reads files, other tables, settings or other servers, none writes, waits, locks or runs SQL given as text.
 */
export const allowedPostgresFunctions: ReadonlySet<string> = new Set(
  `
  avg count max min sum string_agg array_agg bool_and bool_or every bit_and bit_or any_value
  json_agg jsonb_agg json_object_agg jsonb_object_agg range_agg range_intersect_agg
  corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
  stddev stddev_pop stddev_samp variance var_pop var_samp mode percentile_cont percentile_disc
  row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value

  abs ceil ceiling floor round trunc sign sqrt cbrt power pow exp ln log log10 mod div gcd lcm degrees radians pi random
  sin cos tan asin acos atan atan2 width_bucket scale min_scale trim_scale factorial

  lower upper initcap length char_length character_length octet_length bit_length substr substring left right
  trim btrim ltrim rtrim lpad rpad replace translate concat concat_ws position strpos overlay reverse split_part starts_with
  ascii chr md5 sha224 sha256 sha384 sha512 encode decode to_hex quote_ident quote_literal quote_nullable normalize is_normalized unaccent
  regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr
  string_to_array string_to_table array_to_string format like_escape similar_to_escape similarity word_similarity
  to_char to_number to_date to_timestamp text varchar bpchar

  now date_trunc date_part date_bin extract age make_date make_time make_timestamp make_timestamptz make_interval timezone isfinite
  justify_days justify_hours justify_interval clock_timestamp statement_timestamp transaction_timestamp timeofday overlaps
  date timestamp timestamptz interval generate_series date_add date_subtract

  coalesce nullif greatest least num_nulls num_nonnulls
  array_length array_position array_positions array_append array_prepend array_cat array_remove array_replace array_ndims array_dims
  array_lower array_upper array_to_json array_sort array_reverse cardinality unnest trim_array

  to_json to_jsonb row_to_json json_build_array json_build_object jsonb_build_array jsonb_build_object json_object jsonb_object
  json_array_length jsonb_array_length json_each jsonb_each json_each_text jsonb_each_text json_array_elements jsonb_array_elements
  json_array_elements_text jsonb_array_elements_text json_extract_path jsonb_extract_path json_extract_path_text jsonb_extract_path_text
  json_object_keys jsonb_object_keys json_typeof jsonb_typeof json_strip_nulls jsonb_strip_nulls jsonb_set jsonb_insert jsonb_pretty
  jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first
  json_to_record jsonb_to_record json_to_recordset jsonb_to_recordset

  isempty lower_inc upper_inc lower_inf upper_inf range_merge int4range int8range numrange daterange tsrange tstzrange
  to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline numnode strip
  uuid_extract_timestamp uuid_extract_version
  host masklen network family broadcast netmask hostmask
  current_date current_time current_timestamp localtime localtimestamp
  `
    .trim()
    .split(/\s+/),
)
