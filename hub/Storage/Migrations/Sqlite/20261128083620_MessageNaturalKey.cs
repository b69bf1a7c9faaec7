using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Sqlite
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

            migrationBuilder.RenameColumn(
                name: "id",
                table: "buffered_messages",
                newName: "place");

            migrationBuilder.AlterColumn<string>(
                name: "message_id",
                table: "buffered_messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "place",
                table: "buffered_messages",
                type: "INTEGER",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "INTEGER")
                .OldAnnotation("Sqlite:Autoincrement", true);

            migrationBuilder.AddColumn<DateTime>(
                name: "published_at",
                table: "buffered_messages",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddPrimaryKey(
                name: "pk_buffered_messages",
                table: "buffered_messages",
                columns: new[] { "correlation_key", "name", "message_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_buffered_messages",
                table: "buffered_messages");

            migrationBuilder.DropColumn(
                name: "published_at",
                table: "buffered_messages");

            migrationBuilder.RenameColumn(
                name: "place",
                table: "buffered_messages",
                newName: "id");

            migrationBuilder.AlterColumn<string>(
                name: "message_id",
                table: "buffered_messages",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.AlterColumn<long>(
                name: "id",
                table: "buffered_messages",
                type: "INTEGER",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "INTEGER")
                .Annotation("Sqlite:Autoincrement", true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_buffered_messages",
                table: "buffered_messages",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_buffered_messages_correlation_key_name_message_id",
                table: "buffered_messages",
                columns: new[] { "correlation_key", "name", "message_id" },
                unique: true);
        }
    }
}
