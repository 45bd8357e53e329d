/**
 * Functions of MySQL and MariaDB that a query may call (https://dev.mysql.com/doc/refman/8.4/en/built-in-function-reference.html). Each
 * computes from its arguments alone: none reads files or settings, waits, locks, or moves a sequence.
 */
export const allowedMysqlFunctions: ReadonlySet<string> = new Set(
  `
  avg count max min sum std stddev stddev_pop stddev_samp var_pop var_samp variance bit_and bit_or bit_xor group_concat
  json_arrayagg json_objectagg any_value median percentile_cont percentile_disc
  row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value

  abs ceil ceiling floor round truncate sign sqrt pow power exp ln log log2 log10 mod degrees radians pi rand conv crc32
  sin cos tan asin acos atan atan2 cot bit_count

  lower lcase upper ucase length char_length character_length octet_length bit_length substr substring substring_index mid left right
  trim ltrim rtrim lpad rpad replace concat concat_ws position locate instr insert reverse ascii ord char hex unhex bin oct format field
  find_in_set elt make_set export_set space strcmp soundex quote to_base64 from_base64 md5 sha1 sha sha2
  regexp_instr regexp_like regexp_replace regexp_substr

  now curdate curtime current_date current_time current_timestamp localtime localtimestamp sysdate utc_date utc_time utc_timestamp
  date time timestamp year quarter month week weekofyear weekday day dayofmonth dayofweek dayofyear dayname monthname hour minute second
  microsecond yearweek last_day makedate maketime date_add date_sub adddate subdate addtime subtime datediff timediff timestampdiff
  timestampadd period_add period_diff date_format time_format str_to_date from_days to_days to_seconds from_unixtime unix_timestamp
  extract convert_tz get_format sec_to_time time_to_sec

  coalesce ifnull nullif if greatest least isnull interval cast convert binary grouping
  json_array json_object json_extract json_unquote json_value json_query json_contains json_contains_path json_keys json_length json_type
  json_valid json_search json_quote json_depth json_table json_exists json_pretty json_overlaps
  inet_aton inet_ntoa inet6_aton inet6_ntoa uuid bin_to_uuid uuid_to_bin is_uuid
  `
    .trim()
    .split(/\s+/),
)

/** Words of the language that an opening bracket may follow, besides functions: clauses, operators, joins and types. */
export const wordsBeforeBrackets: ReadonlySet<string> = new Set(
  `
  select distinct distinctrow all as from join inner outer cross straight_join on using where having by and or xor not in exists any some
  between like rlike regexp is null then else when case div over partition union except intersect values index key for
  limit offset with recursive lateral against match sounds escape separator window range rows
  decimal numeric dec float double char varchar binary varbinary nchar datetime
  `
    .trim()
    .split(/\s+/),
)
