<?php
/**
 * Prints what a plugin adds to the foot of a page: `php wordpress.php plugin.php url agent [cart]`. What it needs of WordPress stands in below, and does
 * what WordPress documents.
 */

define('ABSPATH', __DIR__);
[, $plugin, $url, $agent] = $argv;
$cart = $argv[4] ?? '';
if ($url !== '') define('CRAVEVA_URL', $url);
if ($agent !== '') define('CRAVEVA_AGENT', $agent);
$hooks = array();
function add_action($hook, $callback) { global $hooks; $hooks[$hook][] = $callback; }
function add_query_arg($key, $value, $url) { return $url . (strpos($url, '?') === false ? '?' : '&') . $key . '=' . $value; }
function untrailingslashit($text) { return rtrim($text, '/\\'); }
function esc_url($url) { return preg_match('#^https?://#', $url) ? str_replace(array('&', "'", '"', '<'), array('&#038;', '&#039;', '%22', '%3C'), $url) : ''; }
function wp_json_encode($value) { return json_encode($value); }
if ($cart !== '') { function wc_get_cart_url() { global $cart; return $cart; } }

require $plugin;
foreach ($hooks['wp_footer'] ?? array() as $callback) $callback();
