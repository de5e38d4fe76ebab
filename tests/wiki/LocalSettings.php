<?php
// The settings of the wiki that tests talk to. Everything that differs from run to run is read from the environment.

if ( !defined( 'MEDIAWIKI' ) ) {
	exit;
}

$wgSitename = 'Hill Wiki';
$wgMetaNamespace = 'Hill_Wiki';
$wgServer = getenv( 'TEST_WIKI_SERVER' );
$wgScriptPath = '';
$wgArticlePath = '/wiki/$1';
$wgLanguageCode = 'en';

$wgDBtype = 'sqlite';
$wgDBname = 'hill';
$wgSQLiteDataDir = __DIR__ . '/data';
$wgCacheDirectory = __DIR__ . '/cache';
$wgUploadDirectory = __DIR__ . '/images';
$wgTmpDirectory = __DIR__ . '/cache';

// Several web workers and the maintenance scripts share nothing but the database.
$wgMainCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
$wgSessionCacheType = CACHE_DB;
$wgJobRunRate = 0;

// A key for throw-away data on a loopback address; it protects nothing.
$wgSecretKey = str_repeat( '7', 64 );
$wgUpgradeKey = str_repeat( '7', 16 );

$wgEnableEmail = getenv( 'TEST_WIKI_EMAIL' ) !== 'off';
$wgEnableUserEmail = true;
$wgPasswordSender = 'wiki@hill.example';
$wgEmergencyContact = 'wiki@hill.example';
$wgUserEmailUseReplyTo = true;
$wgEnotifUserTalk = false;
if ( getenv( 'TEST_WIKI_SMTP_PORT' ) ) {
	$wgSMTP = [
		'host' => '127.0.0.1',
		'IDHost' => 'hill.example',
		'localhost' => 'hill.example',
		'port' => (int)getenv( 'TEST_WIKI_SMTP_PORT' ),
		'auth' => false,
	];
}

$wgEnablePartialActionBlocks = true;
// Everybody here has one address, so that one autoblock would stop every test after it.
$wgHooks['AbortAutoblock'][] = static fn () => false;
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
$wgAccountCreationThrottle = [];
$wgGroupPermissions['sysop']['deleterevision'] = true;
$wgGroupPermissions['sysop']['deletelogentry'] = true;

$wgDefaultSkin = 'vector';
foreach ( [ 'Vector' ] as $skin ) {
	if ( is_file( "$IP/skins/$skin/skin.json" ) ) {
		wfLoadSkin( $skin );
	}
}
foreach ( [ 'Renameuser' ] as $extension ) {
	if ( is_file( "$IP/extensions/$extension/extension.json" ) ) {
		wfLoadExtension( $extension );
	}
}
