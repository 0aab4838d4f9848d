-- MySQL dump 10.13
CREATE TABLE `usaha` (`id` int, `nama` varchar(9), PRIMARY KEY (`id`));
INSERT INTO `usaha` (`id`,`nama`) VALUES (1,'Warung \'A\''),(2,NULL);
DELIMITER ;;
CREATE TRIGGER x BEGIN END;;
DELIMITER ;
