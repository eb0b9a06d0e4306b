package org.apache.hadoop.hive.conf

/** Only its name is needed: enableHiveSupport() asks whether it is on the class path. */
class HiveConf
