using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MessageNaturalKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Messages without an id get one of their own.
            migrationBuilder.Sql("update buffered_messages set message_id = 'm' || id where message_id is null");

            migrationBuilder.DropPrimaryKey(
                name: "pk_buffered_messages",
                table: "buffered_messages");

            migrationBuilder.DropIndex(
                name: "ix_buffered_messages_correlation_key_name_message_id",
                table: "buffered_messages");

            migrationBuilder.DropIndex(
                name: "ix_buffered_messages_expires_at",
                table: "buffered_messages");

            migrationBuilder.AlterTable(
                name: "work_items")
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.AlterTable(
                name: "process_triggers")
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterTable(
                name: "process_instances")
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.AlterTable(
                name: "message_subscriptions")
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterColumn<string>(
                name: "message_id",
                table: "buffered_messages",
                type: "text",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);

            migrationBuilder.AddColumn<int>(
                name: "place",
                table: "buffered_messages",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "published_at",
                table: "buffered_messages",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            // The order in which they came is kept.
            migrationBuilder.Sql("update buffered_messages set place = id");

            migrationBuilder.DropColumn(
                name: "id",
                table: "buffered_messages");

            migrationBuilder.AddPrimaryKey(
                name: "pk_buffered_messages",
                table: "buffered_messages",
                columns: new[] { "correlation_key", "name", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_buffered_messages_expires_at",
                table: "buffered_messages",
                column: "expires_at")
                .Annotation("Npgsql:IndexMethod", "brin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_buffered_messages",
                table: "buffered_messages");

            migrationBuilder.DropIndex(
                name: "ix_buffered_messages_expires_at",
                table: "buffered_messages");

            migrationBuilder.DropColumn(
                name: "place",
                table: "buffered_messages");

            migrationBuilder.DropColumn(
                name: "published_at",
                table: "buffered_messages");

            migrationBuilder.AlterTable(
                name: "work_items")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.AlterTable(
                name: "process_triggers")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterTable(
                name: "process_instances")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.AlterTable(
                name: "message_subscriptions")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterColumn<string>(
                name: "message_id",
                table: "buffered_messages",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<long>(
                name: "id",
                table: "buffered_messages",
                type: "bigint",
                nullable: false,
                defaultValue: 0L)
                .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

            migrationBuilder.AddPrimaryKey(
                name: "pk_buffered_messages",
                table: "buffered_messages",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_buffered_messages_correlation_key_name_message_id",
                table: "buffered_messages",
                columns: new[] { "correlation_key", "name", "message_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_buffered_messages_expires_at",
                table: "buffered_messages",
                column: "expires_at");
        }
    }
}
